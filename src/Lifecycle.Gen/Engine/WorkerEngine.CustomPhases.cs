using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>Custom phases: passes of their own between the built-in ones. Nothing here is entered by workers without them.</content>
internal sealed partial class WorkerEngine
{
    private CustomPhase[]? _customPhases;

    /// <summary>The one whose pass is under way.</summary>
    private CustomPhase? _current;

    /// <summary>The stage before which custom phases are looked for, and how many were looked at.</summary>
    private Stage _gap;
    private int _looked;

    private void MapCustomPhases()
    {
        CustomPhase[] phases = Array.ConvertAll(_plan.Phases ?? [], phase => new CustomPhase(phase, _slots.Length));
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if ((_slots[slot].Hooks & HookCounts.CustomPhases) == 0)
                continue;

            foreach (HookDefinition hook in Define(slot).Hooks)
            {
                if (hook.Phase is null || Array.Find(phases, phase => string.Equals(phase.Plan.Id, hook.Phase, StringComparison.Ordinal)) is not { } phase)
                    continue;

                if (phase.Counts[slot]++ == 0)
                    phase.FirstHooks[slot] = hook.Hook;
            }
        }

        _customPhases = phases;
    }

    /// <summary>Begins the next custom phase before the stage that is next, if there is one. The way up that is halted has none.</summary>
    private bool BeginCustomPass(Operation operation)
    {
        if (_gap != _stage)
        {
            _gap = _stage;
            _looked = 0;
        }

        bool goesUp = _stage <= Stage.Up;
        if (goesUp && Halted(operation))
            return false;

        while (_looked < _customPhases!.Length)
        {
            CustomPhase phase = _customPhases[_looked++];
            if (GapOf(phase.Plan) != _stage || (phase.Plan.Anchor == Hook.OnInit && _initialised && !_selective))
                continue;

            _current = phase;
            return BeginPass(phase.Number, phase.Plan.Direction, goesUp);
        }

        return false;
    }

    /// <summary>The stage that a custom phase comes right before. Run hooks begin when the worker is up, and end on the way down.</summary>
    private static Stage GapOf(PlanPhase phase)
    {
        Stage stage = Phase.Of(phase.Anchor) switch
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

    /// <summary>A unit that was attached later has none.</summary>
    private int CountCustom(int slot) => slot < _current!.Counts.Length ? _current.Counts[slot] : 0;

    /// <summary>On the way down: whoever has come as far as the built-in phases before it ask for.</summary>
    private bool IsEligibleForCustom(int slot, ref Slot s) => _gap switch
    {
        <= Stage.Up => s.State != UnitState.Disabled,
        Stage.OnDrain or Stage.Run or Stage.OnShutdown => (s.Flags & SlotFlags.Up) != SlotFlags.None,
        Stage.PostShutdown => (s.Flags & SlotFlags.Prepared) != SlotFlags.None,
        Stage.Down or Stage.OnExit => (s.Flags & SlotFlags.Initialised) != SlotFlags.None,
        _ => _units[slot] is not null,
    };
}
