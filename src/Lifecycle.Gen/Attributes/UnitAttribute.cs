namespace Lifecycle;

/// <summary>
/// Marks a <see langword="partial"/> class as a unit: a part of an application. Its constructor's parameters are its dependencies and inputs; its hooks
/// (<see cref="OnStartupAttribute"/>, <see cref="OnShutdownAttribute"/>, …) run in the phases of a worker.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnitAttribute : Attribute
{
    /// <summary>The name of the unit in logs, errors and the plan. Default: the full name of the class.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// The name of the property that workers have for the unit, an identifier. Default: the name of the class; where several units of a worker have it,
    /// preceded by as much of the namespace as tells them apart: <c>OrdersStore</c>, <c>UsersStore</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The version of the unit, free text shown by <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Version { get; set; }

    /// <summary>A readable name of the unit, free text shown by <see cref="LifecycleWorker.Units"/>.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The author of the unit, free text shown by <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Author { get; set; }

    /// <summary>What the unit does, free text shown by <see cref="LifecycleWorker.Units"/>.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// The name of a static method of the class that returns <see cref="bool"/>: if it returns <see langword="false"/>, the worker does not construct the
    /// unit. It is called once, before any unit is constructed, and takes inputs of the worker as a constructor does. A unit that depends on this one takes
    /// it as <c>T?</c> and receives <see langword="null"/>; lists omit it. If the method throws, the start fails with a <see cref="UnitStartException"/>.
    /// </summary>
    public string? EnabledBy { get; set; }

    /// <summary>
    /// Whether the worker's start includes the unit. Default: <see langword="true"/>. Otherwise the unit is constructed with the others and started by
    /// <see cref="LifecycleWorker.StartUnitAsync{TUnit}(CancellationToken)"/>, or with the first unit that needs it. A unit that takes it as optional or in a
    /// list, or that it precedes by <see cref="StartsBeforeAttribute{TUnit}"/>, does not need it: such a unit starts without it and is not stopped with it.
    /// </summary>
    public bool AutoStart { get; set; } = true;

    /// <summary>
    /// Whether the unit waits for something outside of the worker, such as a lease: the worker is up without it and without every unit that needs it,
    /// directly or through others, until it is started. A unit that takes it as optional, in a list or later does not need it. A standby unit that needs
    /// another waits for a start of its own. Default: <see langword="false"/>.
    /// </summary>
    public bool Standby { get; set; }

    /// <summary>
    /// Whether workers without a <see cref="MixinAttribute{T}"/>, and lists, include the unit. Default: <see langword="true"/>. Otherwise a worker includes it
    /// only if it names it with <see cref="MixinAttribute{T}"/> or <see cref="BindAttribute{TContract, TUnit}"/>, or if one of its units needs it. For units
    /// that are constructed at run time and given to <see cref="LifecycleWorker.AttachAsync(Runtime.IUnit, CancellationToken)"/>.
    /// </summary>
    public bool AutoInclude { get; set; } = true;
}
