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
        var plan = Worker.Plan.Phases;
        var phases = new CustomPhase[plan.Count];
        for (var i = 0; i < phases.Length; i++)
            phases[i] = new CustomPhase(plan[i], _slots.Length);

        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_units[slot] is null || (_slots[slot].Hooks & HookCounts.CustomPhases) == 0)
                continue;

            foreach (var hook in Define(slot).Hooks)
            {
                if (hook.Phase is null || Array.Find(phases, phase => string.Equals(phase.Plan.Id, hook.Phase, StringComparison.Ordinal)) is not { } phase)
                    continue;

                if (phase.Counts[slot]++ == 0)
                    phase.FirstHooks[slot] = hook.Hook;
            }
        }

        _customPhases = phases;
    }

    /// <summary>A unit that is attached may be of another assembly, with phases that the worker's plan has no place for.</summary>
    private void ThrowUnknownPhase(IUnit unit, UnitDefinition definition)
    {
        foreach (var hook in definition.Hooks)
        {
            if (hook.Phase is null || IsKnown(hook.Phase))
                continue;

            throw new UnitStateException(
                $"{unit.GetType()} cannot be attached: its hook {hook.Name} is of the phase {hook.Phase}, which no unit of {_plan.Worker} has, so that the worker's plan has no place for it. "
                + "Give the worker itself a hook of that phase.", _plan.Worker);
        }
    }

    private bool IsKnown(string custom)
    {
        foreach (var phase in Worker.Plan.Phases)
        {
            if (string.Equals(phase.Id, custom, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Begins the next custom phase before the stage that is next, if there is one. The way up that is halted has none.</summary>
    private bool BeginCustomPass(Operation operation)
    {
        if (_gap != _stage)
        {
            _gap = _stage;
            _looked = 0;
            if (_stage is Stage.PostShutdown or Stage.OnExit)
                ForgetWhoLeft();
        }

        var isAsked = operation.Kind == OperationKind.RunPhase;
        var goesUp = _stage <= Stage.Up;
        if ((goesUp || isAsked) && Halted(operation))
            return false;

        while (_looked < _customPhases!.Length)
        {
            var phase = _customPhases[_looked++];
            if (isAsked ? !IsPartOf(operation, phase.Plan) : phase.Plan.RunsOnRequest || GapOf(phase.Plan) != _stage)
                continue;

            _current = phase;
            return BeginPass(phase.Number, phase.Plan.Direction, goesUp);
        }

        if (_stage == Stage.PreStartup)
            Settle();

        return false;
    }

    /// <summary>What comes before or after OnInit is not repeated, as OnInit is not.</summary>
    private void Settle()
    {
        lock (_lock)
        {
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                ref var s = ref _slots[slot];
                if (!_selective || IsSelected(ref s))
                    s.Flags |= SlotFlags.Settled;
            }
        }
    }

    /// <summary>Who gets the phases after PostShutdown or OnExit is decided anew as that comes.</summary>
    private void ForgetWhoLeft()
    {
        lock (_lock)
        {
            for (var slot = 0; slot < _slots.Length; slot++)
                _slots[slot].Flags &= ~SlotFlags.Left;
        }
    }

    /// <summary>The stage that a custom phase comes right before. Run hooks begin when the worker is up, and end on the way down.</summary>
    private static Stage GapOf(PlanPhase phase)
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

    private int CountCustom(int slot) => _current!.Counts[slot];

    /// <summary>On the way down: whoever has come as far as the built-in phases before it ask for.</summary>
    private bool IsEligibleForCustom(int slot, ref Slot s) => _gap switch
    {
        <= Stage.Up => s.State != UnitState.Disabled && (_current!.Plan.AnchorHook != Hook.OnInit || (s.Flags & SlotFlags.Settled) == SlotFlags.None),
        Stage.OnDrain or Stage.Run or Stage.OnShutdown => (s.Flags & SlotFlags.Up) != SlotFlags.None,
        Stage.PostShutdown => (s.Flags & SlotFlags.Prepared) != SlotFlags.None,
        Stage.OnExit => (s.Flags & SlotFlags.Initialised) != SlotFlags.None,
        Stage.Down or Stage.Disposal => (s.Flags & SlotFlags.Left) != SlotFlags.None,
        _ => (s.Flags & SlotFlags.Up) != SlotFlags.None, // On request.
    };
}
