namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <content>Custom phases: in their place, over the units that have come so far, in their order, and on request only while nothing else is under way.</content>
internal sealed partial class Checks
{
    private int _rank;
    private int _mostOnWayUp = int.MaxValue;

    /// <summary>All units go up anew, or others do.</summary>
    public void RenewOrder()
    {
        _rank = int.MinValue;
        _mostOnWayUp = int.MaxValue;
    }

    /// <summary>A hook of a custom phase failed: on the way up none that comes later begins.</summary>
    public void FailsCustom(CustomPlace place)
    {
        if (place.GoesUp)
            _mostOnWayUp = Math.Min(_mostOnWayUp, place.Rank);
    }

    public void BeginCustom(RandomUnit unit, CustomPlace place, int step)
    {
        if (!place.OnRequest)
            world.Observe(place.GoesUp ? Hook.PreStartup : Hook.PostShutdown);

        var id = place.Plan.Id;
        var model = unit.Model;
        world.Trace($"{id}[{step}] {unit.Shape.Id}");
        if (!place.OnRequest)
            Enters(unit, place.Rank, place.Kind);

        RequireOf(model.Disposals == 0, unit, place, "after its disposal");
        RequireOf(ReferenceEquals(unit.Shape.Current, unit), unit, place, "on an instance of an earlier generation");
        RequireOf(world.IsConstructed, unit, place, "of a generation that was never complete");
        RequireOf(model.Live == 0, unit, place, "while another of its hooks runs");
        RequireOf(world.MaxConcurrency == 0 || world.LiveHooks() < world.MaxConcurrency, unit, place, "beyond MaxConcurrency");
        CheckCustomStates(unit, place);
        var wasUp = unit.Shape.Count(Hook.OnStartup) == 0 || model.Up || model.PerhapsUp;
        if (place.NeedsUp)
            RequireOf(wasUp && model.DownSteps == 0, unit, place, "of a unit that is not up");
        else if (place.Rank < CustomPlace.RankOf(Hook.OnStartup))
            RequireOf(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, place, "of a unit that is up");
        else
            RequireOf(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, place, "before the shutdown");

        (var steps, var operation) = model.Custom.GetValueOrDefault(id);
        var isAnew = step == 0 && (place.OnRequest || place.Rank < CustomPlace.RankOf(Hook.PreStartup));
        RequireOf(isAnew || steps == step, unit, place, "twice or out of order");
        if (world.Operation is not { } current)
        {
            model.Custom[id] = (step + 1, 0);
            return;
        }

        RequireOf(current.Name == "RunPhase" == place.OnRequest, unit, place, $"within {current.Name}");
        RequireOf(step == 0 ? operation != current.Number : operation == current.Number, unit, place, "twice in one operation, or in two");
        model.Custom[id] = (step + 1, current.Number);
        CheckDirection(unit, place, current.Number);
    }

    /// <summary>
    /// A hook of the worker's cycle begins: all that comes before it is over. The units of a worker that go up and down together go through one phase
    /// after another.
    /// </summary>
    public void Enters(RandomUnit unit, int rank, int phase)
    {
        if (world.MovesSingly || phase is Hook.Background or Hook.Run)
            return;

        Require(rank >= _rank, unit, phase, $"after what comes later ({_rank})");
        if (rank <= _rank)
            return;

        _rank = rank;
        var up = rank < CustomPlace.RankOf(Hook.OnDrain) - 50;
        Require(!up || rank <= _mostOnWayUp, unit, phase, "though a custom phase before it failed");
        foreach (var other in world.Current)
        {
            foreach (var place in other.Shape.Custom.Where(place => up && place.GoesUp && place.Rank < rank && !place.IsOfLife))
                Require(other.Model.Custom.GetValueOrDefault(place.Plan.Id).Steps == other.Shape.Count(place)
                    && other.Model.Live == 0, other, Hook.OnReady, $"{place.Plan.Id} left out or not over");
        }
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
        foreach (var other in later.Where(shape => shape.Current is not null).Select(shape => shape.Current!))
            RequireOf(other.Model.Custom.GetValueOrDefault(place.Plan.Id) is not { Steps: > 0 } began
                || began.Operation != operation, unit, place, $"after {other.Shape.Id}");
        foreach (var other in earlier.Where(shape => shape.Current is not null).Select(shape => shape.Current!))
        {
            if (other.Model.Custom.GetValueOrDefault(place.Plan.Id) is { Steps: > 0 } began && began.Operation == operation)
                RequireOf(other.Model.Live == 0 && began.Steps == other.Shape.Count(place), unit, place, $"before the end of {other.Shape.Id}");
        }
    }

    private void CheckCustomStates(RandomUnit unit, CustomPlace place)
    {
        if (world.Shapes.Length > UnitsToLookAt)
            return;

        var state = world.StateOf(unit.Shape);
        RequireOf(place.NeedsUp ? state is UnitState.Started or UnitState.Failed : state is UnitState.Created or UnitState.Stopped or UnitState.Failed, unit,
            place, $"in the state {state}");
        if (place.OnRequest)
            RequireOf(world.State == UnitState.Started, unit, place, $"while the worker is {world.State}");
        else if (!world.MovesSingly && !place.IsOfLife && place.Rank < CustomPlace.RankOf(Hook.PostShutdown))
            RequireOf(world.State == (place.GoesUp ? UnitState.Starting : UnitState.Stopping), unit, place, $"while the worker is {world.State}");
    }

    /// <summary>On the way down nothing is left out, whatever fails.</summary>
    private void CheckCustomDown(RandomUnit unit)
    {
        foreach (var place in unit.Shape.Custom.Where(place => !place.OnRequest && !place.GoesUp && !place.IsOfLife))
        {
            var isDue = place.NeedsUp ? unit.Model.Up : unit.Model.Prepared && place.Rank > CustomPlace.RankOf(Hook.OnShutdown);
            RequireOf(!isDue || unit.Model.Custom.GetValueOrDefault(place.Plan.Id).Steps == unit.Shape.Count(place), unit, place, "left out");
        }
    }

    private void RequireOf(bool holds, RandomUnit unit, CustomPlace place, string what)
    {
        if (!holds)
            Violate($"{place.Plan} of {unit.Shape.Id}: {what}");
    }
}
