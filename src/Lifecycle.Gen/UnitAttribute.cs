namespace Lifecycle;

/// <summary>
/// Marks a <see langword="partial"/> class as a unit: a part of the application whose constructor says what it needs
/// and whose hooks (<see cref="OnStartupAttribute"/>, <see cref="OnShutdownAttribute"/>, …) say what it does when.
/// </summary>
/// <remarks>The idea of small classes that are mixed into one worker comes from systemPY.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnitAttribute : Attribute
{
    /// <summary>The name under which logs, errors and the plan show the unit. Default: the full name of the class.</summary>
    public string? Id { get; set; }
}
