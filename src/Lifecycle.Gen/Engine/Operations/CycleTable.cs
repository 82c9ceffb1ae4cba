using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;
using UnitOrder = Lifecycle.Runtime.Contract.UnitOrder;

namespace Lifecycle.Engine.Operations;

/// <summary>The stages of a cycle, in their order. Custom phases stand before or after those of passes.</summary>
internal enum Stage : byte
{
    Construction,
    OnInit,
    PreStartup,
    OnStartup,
    OnReady,
    Up,
    OnDrain,
    Run,
    OnShutdown,
    PostShutdown,
    Down,
    OnExit,
    Disposal,
    Over,
}

/// <summary>What the next step of a cycle is.</summary>
internal enum CycleStep : byte
{
    /// <summary>A pass has begun.</summary>
    PassBegan,

    /// <summary>The operation is through.</summary>
    Through,

    /// <summary>Another thread has gone on with the operation.</summary>
    Lost,
}

/// <summary>When a row of the table has a pass.</summary>
internal enum RowKind : byte
{
    /// <summary>No pass: the cycle does something by itself.</summary>
    Action,

    /// <summary>A pass if any unit has a hook of the phase; else every unit is marked as through at once.</summary>
    UnlessEmpty,

    /// <summary>A pass, also without hooks: it moves the states of units.</summary>
    Always,

    /// <summary>A pass if any unit has a hook of the phase.</summary>
    IfAny,

    /// <summary>A pass if any unit has a hook of the phase, or if custom phases may follow, whose units are those that went through it.</summary>
    IfAnyOrCustom,

    /// <summary>The pass of a custom phase.</summary>
    Custom,

    /// <summary>No pass: notes which units have been through the custom phases around OnInit.</summary>
    MarkSettled,

    /// <summary>No pass: forgets which units went through the phases that lead out.</summary>
    ForgetLeft,
}

/// <summary>One row of the table: what a cycle does next.</summary>
internal sealed class CycleRow(Stage stage, RowKind kind, int phase = 0, UnitOrder order = UnitOrder.Forward)
{
    public readonly Stage Stage = stage;
    public readonly RowKind Kind = kind;
    public readonly int Phase = phase;
    public readonly UnitOrder Order = order;

    /// <summary>For <see cref="RowKind.UnlessEmpty"/>: the phase that undoes this one.</summary>
    public int Counterpart;

    /// <summary>For <see cref="RowKind.UnlessEmpty"/>: how far a unit has come that is through.</summary>
    public UnitFlags Mark;

    public CustomPhase? Custom;

    public CustomPhasePart Part;

    /// <summary>It leads up: it is not begun once the way up is cancelled.</summary>
    public readonly bool LeadsUp = stage <= (kind == RowKind.Custom ? Stage.Up : Stage.OnReady);
}

/// <summary>
/// The cycle as a table: the passes of the way up, of the way down and of the end, in their order. A worker with custom phases has a table of its own, in which
/// these are further rows.
/// </summary>
internal sealed class CycleTable
{
    public static readonly CycleTable BuiltIn = new(custom: null);

    private readonly CycleRow[] _rows;
    private readonly byte[] _first = new byte[(int)Stage.Over + 1];

    /// <param name="custom">The custom phases of the worker in the order of its plan.</param>
    public CycleTable(CustomPhase[]? custom)
    {
        var rows = new List<CycleRow>();
        for (var stage = Stage.Construction; stage < Stage.Over; stage++)
        {
            _first[(int)stage] = (byte)rows.Count;
            if (custom is not null)
                AddCustom(rows, custom, stage);

            rows.Add(RowOf(stage));
        }

        _first[(int)Stage.Over] = (byte)rows.Count;
        _rows = rows.ToArray();
    }

    private CycleTable(List<CycleRow> rows) => _rows = rows.ToArray();

    public int Count => _rows.Length;

    public CycleRow this[int index] => _rows[index];

    /// <summary>The index of the first row of a stage, custom phases before it included.</summary>
    public int FirstOf(Stage stage) => _first[(int)stage];

    /// <summary>The table of a custom phase on request: it and those that are anchored to it.</summary>
    public static CycleTable OnRequest(CustomPhase[] custom, string id)
    {
        var rows = new List<CycleRow>();
        if (Array.Find(custom, phase => string.Equals(phase.Plan.Id, id, StringComparison.Ordinal)) is { } asked)
        {
            foreach (var phase in custom)
            {
                if (phase.Plan.AnchorHook == asked.Plan.AnchorHook)
                    rows.Add(CustomRow(phase, Stage.Over, CustomPhasePart.Up));
            }
        }

        return new CycleTable(rows);
    }

    private static CycleRow RowOf(Stage stage) => stage switch
    {
        Stage.OnInit => new(stage, RowKind.UnlessEmpty, Phase.OnInit) { Counterpart = Phase.OnExit, Mark = UnitFlags.Initialised },
        Stage.PreStartup => new(stage, RowKind.UnlessEmpty, Phase.PreStartup) { Counterpart = Phase.PostShutdown, Mark = UnitFlags.Prepared },
        Stage.OnStartup => new(stage, RowKind.Always, Phase.OnStartup),
        Stage.OnReady => new(stage, RowKind.UnlessEmpty, Phase.OnReady) { Counterpart = Phase.OnDrain, Mark = UnitFlags.Ready },
        Stage.OnDrain => new(stage, RowKind.IfAny, Phase.OnDrain, UnitOrder.Backward),
        Stage.Run => new(stage, RowKind.IfAny, Phase.Run, UnitOrder.Parallel),
        Stage.OnShutdown => new(stage, RowKind.Always, Phase.OnShutdown, UnitOrder.Backward),
        Stage.PostShutdown => new(stage, RowKind.IfAnyOrCustom, Phase.PostShutdown, UnitOrder.Backward),
        Stage.OnExit => new(stage, RowKind.IfAnyOrCustom, Phase.OnExit, UnitOrder.Backward),
        Stage.Disposal => new(stage, RowKind.IfAny, Phase.Disposal, UnitOrder.Backward),
        _ => new(stage, RowKind.Action),
    };

    private static CycleRow CustomRow(CustomPhase phase, Stage stage, CustomPhasePart part) =>
        new(stage, RowKind.Custom, phase.Number, phase.Plan.UnitOrder) { Custom = phase, Part = part };

    private static void AddCustom(List<CycleRow> rows, CustomPhase[] custom, Stage stage)
    {
        if (stage is Stage.PostShutdown or Stage.OnExit)
            rows.Add(new CycleRow(stage, RowKind.ForgetLeft));

        foreach (var phase in custom)
        {
            if (!phase.Plan.RunsOnRequest && StageAfter(phase.Plan) == stage)
                rows.Add(CustomRow(phase, stage, PartOf(phase.Plan, stage)));
        }

        if (stage == Stage.PreStartup)
            rows.Add(new CycleRow(stage, RowKind.MarkSettled));
    }

    /// <summary>The stage that a custom phase comes right before. Run hooks begin when the worker is up, and end on the way down.</summary>
    private static Stage StageAfter(PlanPhase phase)
    {
        var stage = Phase.Of(phase.AnchorHook) switch
        {
            Phase.OnInit => Stage.OnInit,
            Phase.PreStartup => Stage.PreStartup,
            Phase.OnStartup => Stage.OnStartup,
            Phase.OnReady => Stage.OnReady,
            Phase.Run => phase.IsAfter ? Stage.Run : Stage.Up,
            Phase.OnDrain => Stage.OnDrain,
            Phase.OnShutdown => Stage.OnShutdown,
            Phase.PostShutdown => Stage.PostShutdown,
            _ => Stage.OnExit,
        };
        return phase.IsAfter ? stage + 1 : stage;
    }

    /// <summary>On the way down: the units that have come as far as the built-in phases before it ask for.</summary>
    private static CustomPhasePart PartOf(PlanPhase phase, Stage stage) => stage switch
    {
        // What comes before or after OnInit is not repeated, as OnInit is not.
        <= Stage.Up => phase.AnchorHook == Hook.OnInit ? CustomPhasePart.NotSettled : CustomPhasePart.All,
        Stage.PostShutdown => CustomPhasePart.Prepared,
        Stage.OnExit => CustomPhasePart.Initialised,
        Stage.Down or Stage.Disposal => CustomPhasePart.Left,
        _ => CustomPhasePart.Up,
    };
}
