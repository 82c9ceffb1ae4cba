using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>
/// What is known of each built-in phase, in one place: a new phase is one member of <see cref="Phase"/> and one row here. Names of attributes are
/// read here and nowhere else, so that a custom phase of the same simple name is never taken for a built-in one.
/// </summary>
public static class PhaseTable
{
    /// <summary>The rows, in the order of <see cref="Phase"/>.</summary>
    public static readonly EquatableArray<PhaseRow> Rows =
    [
        new(Phase.OnInit, PhaseCourse.Up, Counterpart: Phase.OnExit) { IsOncePerWorker = true },
        new(Phase.PreStartup, PhaseCourse.Up, Counterpart: Phase.PostShutdown),
        new(Phase.OnStartup, PhaseCourse.Up, Counterpart: Phase.OnShutdown),
        new(Phase.Background, PhaseCourse.WithUnit, Counterpart: null),
        // What a ready hook acquires is in use while the unit drains.
        new(Phase.OnReady, PhaseCourse.Up, Counterpart: Phase.OnShutdown),
        new(Phase.Run, PhaseCourse.Main, Counterpart: null),
        new(Phase.OnDrain, PhaseCourse.Down, Counterpart: Phase.OnReady),
        new(Phase.OnShutdown, PhaseCourse.Down, Counterpart: Phase.OnStartup),
        new(Phase.PostShutdown, PhaseCourse.Down, Counterpart: Phase.PreStartup),
        new(Phase.OnExit, PhaseCourse.Down, Counterpart: Phase.OnInit) { IsOncePerWorker = true },
        new(Phase.Lifespan, PhaseCourse.WithUnit, Counterpart: null),
        new(Phase.HealthCheck, PhaseCourse.OnDemand, Counterpart: null),
    ];

    private static readonly Dictionary<string, Phase> s_byAttribute =
        Rows.ToDictionary(row => row.Attribute.Substring(PhaseRow.Namespace.Length), row => row.Phase, StringComparer.Ordinal);

    /// <summary>The row of a built-in phase; <see langword="null"/> for <see cref="Phase.Custom"/> and what follows it.</summary>
    public static PhaseRow? RowOf(Phase phase) => phase >= Phase.OnInit && (int)phase < Rows.Count ? Rows[(int)phase] : null;

    /// <summary>
    /// The built-in phase of an attribute of the namespace <c>Lifecycle</c>, by the simple name of its class; <see langword="null"/> for any other.
    /// </summary>
    public static Phase? OfAttribute(string simpleName) => s_byAttribute.TryGetValue(simpleName, out var phase) ? phase : null;

    /// <summary>Whether the hooks run on the way up, where the units that depend on theirs wait for them.</summary>
    public static bool IsOnTheWayUp(this Phase phase) => RowOf(phase) is { Course: PhaseCourse.Up };
}

/// <summary>A built-in phase.</summary>
/// <param name="Phase">The phase; its name is that of its attribute, without <c>Attribute</c>.</param>
/// <param name="Course">When its hooks run.</param>
/// <param name="Counterpart">The phase in which a hook gives back what one of this phase acquired, or the other way round; <see langword="null"/>
/// where there is none.</param>
public sealed record PhaseRow(Phase Phase, PhaseCourse Course, Phase? Counterpart)
{
    internal const string Namespace = "Lifecycle.";

    /// <summary>The name in metadata of its attribute.</summary>
    public string Attribute { get; } = $"{Namespace}{Phase}Attribute";

    /// <summary>Whether it runs once in the life of a worker, and not in every cycle of start and stop.</summary>
    public bool IsOncePerWorker { get; init; }

    /// <summary>Whether a custom phase can come before or after it: only a phase that all units pass through together has an end to wait for.</summary>
    public bool CanBeAnchor => Course is PhaseCourse.Up or PhaseCourse.Main or PhaseCourse.Down;
}

/// <summary>When the hooks of a phase run.</summary>
public enum PhaseCourse
{
    /// <summary>While the worker comes up, dependencies first.</summary>
    Up,

    /// <summary>While the worker is up.</summary>
    Main,

    /// <summary>While the worker goes down, dependents first.</summary>
    Down,

    /// <summary>From the startup of their unit to its shutdown.</summary>
    WithUnit,

    /// <summary>On request, while their unit is up.</summary>
    OnDemand,
}

/// <summary>The phase of a hook, with the name by which messages call it.</summary>
/// <param name="Phase">The phase; <see cref="Units.Phase.Custom"/> for one that users declare.</param>
/// <param name="Name">The simple name of its attribute without <c>Attribute</c>. For text only: two phases may have one name.</param>
/// <param name="Key">The name in metadata of its attribute, which tells custom phases apart.</param>
public readonly record struct HookPhase(Phase Phase, string Name, string Key)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
