namespace Lifecycle.Engine.Units;

/// <summary>What is no unit in its place of the plan.</summary>
internal interface IValue
{
    /// <summary>The value; nothing while there is none. May call code of the program.</summary>
    object? Value { get; }

    /// <summary>The value, where it has been there since the construction.</summary>
    object? Constructed { get; }
}
