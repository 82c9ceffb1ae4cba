namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>When a hook of a custom phase may begin: in its place, over the units that have come so far, in order, and on request only alone.</summary>
internal sealed class CustomPhaseChecks(World world, Checks checks, Violations violations)
{
    public void Begin(RandomUnit unit, CustomPlace place, int step)
    {
        if (!place.OnRequest)
            world.Observe(place.GoesUp ? Hook.PreStartup : Hook.PostShutdown);

        var id = place.Plan.Id;
        var model = unit.Model;
        world.Trace($"{id}[{step}] {unit.Shape.Id}");
        if (!place.OnRequest)
            checks.Order.Enter(unit, place.Rank, place.Kind);

        violations.Require(model.Disposals == 0, unit, place, "after its disposal");
        violations.Require(ReferenceEquals(unit.Shape.Current, unit), unit, place, "on an instance of an earlier generation");
        violations.Require(world.IsConstructed, unit, place, "of a generation that was never complete");
        violations.Require(model.Live == 0, unit, place, "while another of its hooks runs");
        violations.Require(world.MaxConcurrency == 0 || world.LiveHooks() < world.MaxConcurrency, unit, place, "beyond MaxConcurrency");
        CheckStates(unit, place);
        if (!place.OnRequest)
            checks.Standby.Begin(unit.Shape, model, place.GoesUp, isExit: place.Rank > CustomPlace.RankOf(Hook.PostShutdown) + 50);

        var wasUp = unit.Shape.Count(Hook.OnStartup) == 0 || model.Up || model.PerhapsUp;
        if (place.NeedsUp)
            violations.Require(wasUp && model.DownSteps == 0, unit, place, "of a unit that is not up");
        else if (place.Rank < CustomPlace.RankOf(Hook.OnStartup))
            violations.Require(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, place, "of a unit that is up");
        else
            violations.Require(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, place, "before the shutdown");

        (var steps, var operation) = model.Custom.GetValueOrDefault(id);
        var isAnew = step == 0 && (place.OnRequest || place.Rank < CustomPlace.RankOf(Hook.PreStartup));
        violations.Require(isAnew || steps == step, unit, place, "twice or out of order");
        if (world.Operation is not { } current)
        {
            model.Custom[id] = (step + 1, 0);
            return;
        }

        violations.Require(current.Name == "RunPhase" == place.OnRequest, unit, place, $"within {current.Name}");
        violations.Require(step == 0 ? operation != current.Number : operation == current.Number, unit, place, "twice in one operation, or in two");
        model.Custom[id] = (step + 1, current.Number);
        CheckDirection(unit, place, current.Number);
    }

    private void CheckDirection(RandomUnit unit, CustomPlace place, int operation)
    {
        var earlier = place.Plan.Order switch
        {
            PhaseOrder.Forward => unit.Shape.Dependencies,
            PhaseOrder.Backward => unit.Shape.Dependents,
            _ => [],
        };
        var later = place.Plan.Order switch
        {
            PhaseOrder.Forward => unit.Shape.Dependents,
            PhaseOrder.Backward => unit.Shape.Dependencies,
            _ => [],
        };
        foreach (var other in later.Where(shape => shape.Current is not null).Select(shape => shape.Current!).Where(other => !IsOfHalfBefore(other)))
            violations.Require(other.Model.Custom.GetValueOrDefault(place.Plan.Id) is not { Steps: > 0 } began
                || began.Operation != operation, unit, place, $"after {other.Shape.Id}");
        foreach (var other in earlier.Where(shape => shape.Current is not null).Select(shape => shape.Current!))
        {
            if (other.Model.Custom.GetValueOrDefault(place.Plan.Id) is { Steps: > 0 } began && began.Operation == operation)
                violations.Require(other.Model.Live == 0 && began.Steps == other.Shape.Count(place), unit, place, $"before the end of {other.Shape.Id}");
        }

        // In a reload that goes up and down again, what a unit did that has not gone up again was in the first half.
        bool IsOfHalfBefore(RandomUnit other) => unit.Model.CycleOperation == operation && other.Model.CycleOperation != operation;
    }

    private void CheckStates(RandomUnit unit, CustomPlace place)
    {
        if (world.Shapes.Length > StateChecks.UnitsToLookAt)
            return;

        var state = world.StateOf(unit.Shape);
        violations.Require(place.NeedsUp
            ? state is UnitState.Started or UnitState.Failed
            : checks.States.IsDown(unit.Shape, state), unit,
            place, $"in the state {state}");
        if (place.OnRequest)
            violations.Require(world.State == UnitState.Started, unit, place, $"while the worker is {world.State}");
        else if (!world.MovesSingly && !place.IsOfLife && place.Rank < CustomPlace.RankOf(Hook.PostShutdown))
            violations.Require(world.State == (place.GoesUp ? UnitState.Starting : UnitState.Stopping), unit, place, $"while the worker is {world.State}");
    }

    /// <summary>On the way down nothing is left out, whatever fails.</summary>
    public void CheckDown(RandomUnit unit)
    {
        foreach (var place in unit.Shape.Custom.Where(place => !place.OnRequest && !place.GoesUp && !place.IsOfLife))
        {
            var isDue = place.NeedsUp ? unit.Model.Up : unit.Model.Prepared && place.Rank > CustomPlace.RankOf(Hook.OnShutdown);
            violations.Require(!isDue || unit.Model.Custom.GetValueOrDefault(place.Plan.Id).Steps == unit.Shape.Count(place), unit, place, "left out");
        }
    }
}
