namespace Lifecycle;

/// <summary>
/// Marks a <see langword="partial"/> class as a unit: a part of the application whose constructor says what it needs
/// and whose hooks (<see cref="OnStartupAttribute"/>, <see cref="OnShutdownAttribute"/>, …) say what it does when.
/// </summary>
/// <remarks>The idea of small classes that are mixed into one worker comes from systemPY, that of their metadata from pyfly.plugins.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnitAttribute : Attribute
{
    /// <summary>The name under which logs, errors and the plan show the unit. Default: the full name of the class.</summary>
    public string? Id { get; set; }

    /// <summary>The version of the unit, free text for <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Version { get; set; }

    /// <summary>The name of the unit for people, free text for <see cref="LifecycleWorker.Units"/>.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Who made the unit, free text for <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Author { get; set; }

    /// <summary>What the unit does, free text for <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// The name of a static method of the class that returns <see cref="bool"/>: the worker has the unit only if it says yes. It is asked once, before
    /// any unit is constructed, and may take inputs of the worker as a constructor does. Who depends on such a unit takes it as <c>T?</c> and
    /// gets <see langword="null"/>; lists leave it out. If it throws, the start fails with a <see cref="UnitStartException"/> that names it.
    /// </summary>
    public string? EnabledBy { get; set; }

    /// <summary>
    /// Whether the worker's start brings the unit up; <see langword="true"/> by default. Otherwise it is constructed with the others and started by
    /// <see cref="LifecycleWorker.StartUnitAsync{TUnit}"/>, or with the first unit that needs it. A unit that only takes it as optional
    /// or in a list, or that it stands before with <see cref="StartsBeforeAttribute{TUnit}"/>, does not need it: it is started without it, and not stopped with it.
    /// </summary>
    public bool AutoStart { get; set; } = true;

    /// <summary>
    /// Whether workers have the unit by themselves; <see langword="true"/> by default. Otherwise it is left out of workers over all units and of lists, and a worker has
    /// it only if it names it with <see cref="MixinAttribute{T}"/> or <see cref="BindAttribute{TContract, TUnit}"/> or one of its units needs it: for units
    /// that are made at run time and given to <see cref="LifecycleWorker.AttachAsync"/>.
    /// </summary>
    public bool AutoInclude { get; set; } = true;
}
