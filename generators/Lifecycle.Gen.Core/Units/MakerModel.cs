namespace Lifecycle.Core.Units;

/// <summary>The member with <c>[Provides]</c> that gives a value.</summary>
/// <param name="Owner">What it is a member of.</param>
/// <param name="Class">The class that it is a member of, as emitted code writes it.</param>
/// <param name="Member">Its name, not escaped.</param>
/// <param name="Call">How it is used.</param>
/// <param name="IsLate">Whether the value is there from the start on, and not from the construction.</param>
/// <param name="TakesToken">Whether its last parameter is a <c>CancellationToken</c>.</param>
public sealed record MakerModel(MakerOwner Owner, string Class, string Member, MakerCall Call, bool IsLate, bool TakesToken)
{
    /// <summary>Between the key of a class and the name of its member in the key of a value.</summary>
    public const string Separator = "::";

    /// <summary>Whether it is awaited in the start.</summary>
    public bool IsAsync => Call is MakerCall.Task or MakerCall.ValueTask;

    /// <summary>Whether the worker disposes the value.</summary>
    public bool IsOwned => Owner == MakerOwner.Class;

    /// <summary>The key of the class that has the member with the key of a value.</summary>
    public static string ClassOf(string value)
    {
        var start = value.IndexOf(Separator, StringComparison.Ordinal);
        if (start < 0)
            return value;

        // What follows the member names the instance of the class, or the assembly.
        var end = value.IndexOfAny(['#', ','], start);
        return end < 0 ? value.Substring(0, start) : value.Remove(start, end - start);
    }
}

/// <summary>What the member of a value belongs to.</summary>
public enum MakerOwner
{
    /// <summary>A unit.</summary>
    Unit,

    /// <summary>A worker.</summary>
    Worker,

    /// <summary>A class, without an instance.</summary>
    Class,
}

/// <summary>How the member of a value is used.</summary>
public enum MakerCall
{
    /// <summary>It is read.</summary>
    Property,

    /// <summary>It is called.</summary>
    Method,

    /// <summary>It is called and awaited.</summary>
    Task,

    /// <summary>It is called and awaited.</summary>
    ValueTask,
}
