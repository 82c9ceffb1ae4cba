using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Plan;

/// <summary>All that the text of one worker is made of; nothing is decided after it.</summary>
/// <param name="Key">The worker's name in metadata.</param>
/// <param name="Type">The worker's class.</param>
/// <param name="Id">The worker's full name.</param>
/// <param name="Name">Its simple name, not escaped.</param>
/// <param name="IsDefault">Whether the class is the generated default worker.</param>
/// <param name="Declaration">How a further part of it is written.</param>
/// <param name="Units">Its units in the order in which a sequential start takes them.</param>
/// <param name="Inputs">What its constructor takes: first what is required, then by name.</param>
/// <param name="IsConstructorPublic">Whether all inputs are as accessible as the worker.</param>
/// <param name="Fault">The first thing that is wrong: then only the public surface is emitted; <see langword="null"/> when all is well.</param>
public sealed record LifecyclePlan(
    string Key,
    TypeRef Type,
    string Id,
    string Name,
    bool IsDefault,
    DeclarationModel Declaration,
    EquatableArray<PlanUnit> Units,
    EquatableArray<PlanInput> Inputs,
    bool IsConstructorPublic,
    PlanFault? Fault)
{
    /// <summary>Its custom phases; those with the same anchor in the order in which they run.</summary>
    public EquatableArray<PlanPhase> Phases { get; init; } = [];

    /// <summary>Its extension points, by name.</summary>
    public EquatableArray<PlanPoint> Points { get; init; } = [];

    /// <summary>What it gives out as services of a host; <see langword="null"/> where the package for workers in a host is not referenced.</summary>
    public EquatableArray<PlanService>? Services { get; init; }

    /// <summary>The members of its class that its author wrote, which hide inherited ones of their names; ordinal order.</summary>
    public EquatableArray<string> Hiding { get; init; } = [];

    /// <summary>The static field that holds the plan; another one than usual where the class has a member of that name.</summary>
    public string PlanField { get; init; } = "s_plan";

    /// <summary>The constant with the message of a faulted worker.</summary>
    public string FaultField { get; init; } = "s_fault";

    /// <summary>The ids of diagnostics that naming the units and their inputs raises, beside those of every obsolete member; ordinal order.</summary>
    public EquatableArray<string> Warnings { get; init; } = [];
}

/// <summary>A custom phase, with those nested in others flattened.</summary>
/// <param name="Key">The name in metadata of its attribute.</param>
/// <param name="Anchor">The first hook of the built-in phase; below zero and alike for phases that run together on request.</param>
/// <param name="IsAfter">Whether it comes after that, and not before.</param>
/// <param name="Order">How it goes over the units.</param>
/// <param name="Method">The name of the worker's method that runs it; <see langword="null"/> where it has an anchor.</param>
/// <param name="Name">Its simple name.</param>
public sealed record PlanPhase(string Key, int Anchor, bool IsAfter, UnitOrder Order, string? Method, string Name);

/// <summary>An extension point.</summary>
/// <param name="Id">The full name of the type.</param>
/// <param name="Units">The ids of its extensions, in the order of lists of them.</param>
public sealed record PlanPoint(string Id, EquatableArray<string> Units);

/// <summary>Why a worker cannot be built.</summary>
/// <param name="Finding">The finding, or <see langword="null"/> when the compiler reports the cause itself.</param>
public sealed record PlanFault(Finding? Finding);

/// <summary>One unit of the plan; its index in the list is its slot.</summary>
/// <param name="Id">The name under which it is shown.</param>
/// <param name="Type">Its class.</param>
/// <param name="Name">The name of its property, not escaped.</param>
/// <param name="Variable">The name of its variable while the worker is constructed; <see langword="null"/> when no other unit takes it.</param>
/// <param name="IsPublic">Whether its property may be public.</param>
/// <param name="HasProperty">Whether the worker has a property for it: it can be named, and nothing else has the name.</param>
/// <param name="IsWorker">Whether it is the worker itself, which exists already.</param>
/// <param name="WaitsFor">The slots of the units that it waits for, ascending; each lower than its own.</param>
/// <param name="Arguments">What its constructor gets.</param>
public sealed record PlanUnit(
    string Id,
    TypeRef Type,
    string Name,
    string? Variable,
    bool IsPublic,
    bool HasProperty,
    bool IsWorker,
    EquatableArray<int> WaitsFor,
    EquatableArray<PlanArgument> Arguments)
{
    /// <summary>What decides whether it exists; <see langword="null"/> when it always does.</summary>
    public PlanCondition? Condition { get; init; }

    /// <summary>
    /// For a unit that is started on request only: the slots of those that wait for it without needing it. <see langword="null"/> for all others.
    /// </summary>
    public EquatableArray<int>? OnRequest { get; init; }

    /// <summary>Whether it comes up with a standby unit, itself or one that it needs.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Whether it does not come up with the standby unit that it needs, because it waits for something, too.</summary>
    public bool WaitsItself { get; init; }

    /// <summary>What it is among the extensions; <see langword="null"/> when it implements no extension point.</summary>
    public PlanExtension? Extension { get; init; }

    /// <summary>Whether it has hooks; an extension that is no unit has none.</summary>
    public bool IsUnit { get; init; } = true;

    /// <summary>The member that gives it, for a value of <c>[Provides]</c>.</summary>
    public MakerModel? Maker { get; init; }

    /// <summary>The slots of what its hooks take, by index; -1 for what the worker does not have.</summary>
    public EquatableArray<int> Takes { get; init; } = [];

    /// <summary>The slot of the unit that has that member; <see langword="null"/> where it is static or the worker's.</summary>
    public int? Provider { get; init; }
}

/// <summary>An extension.</summary>
/// <param name="Priority">Higher ones come first.</param>
/// <param name="Index">Its index among the worker's extensions as they are declared.</param>
public sealed record PlanExtension(int Priority, int Index);

/// <summary>A unit's condition.</summary>
/// <param name="Predicate">The name of the method, as the plan shows it.</param>
/// <param name="InputsType">The type that carries what it takes.</param>
/// <param name="Arguments">What it gets.</param>
public sealed record PlanCondition(string Predicate, string InputsType, EquatableArray<PlanArgument> Arguments);

/// <summary>An argument of the worker's constructor.</summary>
/// <param name="Parameter">The name of the parameter, not escaped.</param>
/// <param name="Field">The name of the field that keeps it.</param>
/// <param name="Type">Its type as C#, with annotations.</param>
/// <param name="Default">Its default value as C#; <see langword="null"/> when it is required.</param>
public sealed record PlanInput(string Parameter, string Field, string Type, string? Default)
{
    /// <summary>The type without an annotation of its own.</summary>
    public TypeRef Of { get; init; } = new("");

    /// <summary>Whether it is a string, number, enum and the like, which a configuration can give.</summary>
    public bool IsSimple { get; init; }

    /// <summary>Its name as those that take it write it, or as the worker chooses it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether its type alone does not say which input it is.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether the worker disposes it.</summary>
    public bool IsOwned { get; init; }

    /// <summary>Whether a unit could provide it instead.</summary>
    public bool CanBeProvided { get; init; }

    /// <summary>The units that take it, in the order of the plan.</summary>
    public EquatableArray<PlanTaker> Takers { get; init; }

    /// <summary>The instance whose input it is; <see langword="null"/> for one of other units.</summary>
    public string? Instance { get; init; }

    /// <summary>What it is and which units take it: <c>string connection of App.Database</c>.</summary>
    public string Label { get; init; } = "";
}

/// <summary>A unit that takes an input.</summary>
/// <param name="Id">The name under which it is shown.</param>
/// <param name="Type">Its class.</param>
/// <param name="Parameter">The name of the parameter, not escaped.</param>
public sealed record PlanTaker(string Id, TypeRef Type, string Parameter);

/// <summary>A unit as a service of a host.</summary>
/// <param name="Type">The type by which it is asked for, as C#.</param>
/// <param name="Slot">The unit.</param>
/// <param name="Key">The name of the instance that it is; <see langword="null"/> for a unit that the worker has once.</param>
public sealed record PlanService(string Type, int Slot, string? Key);

/// <summary>What a constructor parameter gets.</summary>
public abstract record PlanArgument
{
    private PlanArgument()
    {
    }

    /// <summary>The unit in a slot of the plan.</summary>
    public sealed record Unit(int Slot) : PlanArgument;

    /// <summary>The units in these slots.</summary>
    public sealed record List(EquatableArray<int> Slots) : PlanArgument;

    /// <summary>The extensions of a point, as they come and go, or a copy.</summary>
    public sealed record Extensions(string Point, bool IsCopy) : PlanArgument
    {
        /// <summary>Whether it leaves out the unit that takes it.</summary>
        public bool Excludes { get; init; }
    }

    /// <summary>Late access to the unit in a slot of the plan, which may be higher than that of the taker.</summary>
    public sealed record Late(int Slot, LateModel Access) : PlanArgument;

    /// <summary>A value that is there from the start on, taken by what is made in the start.</summary>
    public sealed record LateNow(int Slot, LateModel Access) : PlanArgument;

    /// <summary>Late access that gives <c>null</c>.</summary>
    public sealed record LateNull(LateModel Access) : PlanArgument;

    /// <summary><c>null</c>.</summary>
    public sealed record Null : PlanArgument;

    /// <summary>An input of the worker.</summary>
    public sealed record Input(string Field) : PlanArgument;

    /// <summary>A logger of a category.</summary>
    public sealed record Logger(string Category) : PlanArgument;

    /// <summary>The worker's logger factory.</summary>
    public sealed record LoggerFactory : PlanArgument;

    /// <summary>The worker's clock.</summary>
    public sealed record TimeProvider : PlanArgument;

    /// <summary>The worker as the unit sees it.</summary>
    public sealed record Context : PlanArgument;

    /// <summary>The worker's options.</summary>
    public sealed record Options : PlanArgument;

    /// <summary>Nothing that could be named: the worker is faulted and never gets so far.</summary>
    public sealed record Missing : PlanArgument;
}
