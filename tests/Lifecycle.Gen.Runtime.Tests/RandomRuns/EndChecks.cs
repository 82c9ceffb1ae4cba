namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What the end of a hook means, of a lifespan's half and of an instance.</summary>
internal sealed class EndChecks(World world, Checks checks, Violations violations)
{
    public static void Succeeded(RandomUnit unit, int phase, int step, bool doubtful)
    {
        var model = unit.Model;
        if (phase == Hook.OnStartup)
            model.StartedSteps++;
        if (step + 1 != unit.Shape.Count(phase))
            return;

        switch (phase)
        {
            case Hook.OnInit:
                model.Initialised = !doubtful;
                break;
            case Hook.PreStartup:
                model.Prepared = !doubtful;
                break;
            case Hook.OnStartup when unit.Shape.Count(Hook.Lifespan) == 0:
            case Hook.Lifespan:
                model.Up = !doubtful;
                model.PerhapsUp = doubtful;
                break;
        }
    }

    /// <summary>A first half is complete.</summary>
    public void ComesAlive(RandomUnit unit, int cycle, int step, bool doubtful)
    {
        violations.Require(unit.Model.Alive.Add((cycle, step)), unit, Hook.Lifespan, "its first half twice");
        if (cycle == unit.Model.Cycle)
            Succeeded(unit, Hook.Lifespan, step, doubtful);
    }

    public void Ends(RandomUnit unit, int cycle, int step)
    {
        var model = unit.Model;
        world.Observe(Hook.OnShutdown);
        world.Trace($"end[{step}] {unit.Shape.Id}");
        checks.Standby.Begin(unit.Shape, model, goesUp: false, isExit: false);
        violations.Require(cycle == model.Cycle, unit, Hook.Lifespan, "its second half in a later cycle");
        violations.Require(model.Alive.Remove((cycle, step)), unit, Hook.Lifespan, "its second half twice, or without the first");
        violations.Require(model.Alive.All(other => other.Step < step), unit, Hook.Lifespan, "its second half out of order");
        violations.Require(model.Disposals == 0, unit, Hook.Lifespan, "its second half after its disposal");
        violations.Require(model is { BackgroundLive: 0, DownSteps: 0 }, unit, Hook.Lifespan,
            "its second half while a background task runs, or after a shutdown hook");
        violations.Require(model.Live == 0, unit, Hook.Lifespan, "its second half while another of its hooks runs");
        checks.Hooks.CheckDependentsDown(unit, Hook.Lifespan, "its second half ");
    }

    /// <summary>An iterator was disposed between its halves.</summary>
    public void EndsWithoutSecond(RandomUnit unit, int step, bool wasGivenUp)
    {
        world.Trace($"dispose[{step}] {unit.Shape.Id}");
        violations.Require(wasGivenUp, unit, Hook.Lifespan, "its second half left out");
    }

    public void Disposed(RandomUnit unit)
    {
        world.Trace($"dispose {unit.Shape.Id}");
        violations.Require(++unit.Model.Disposals == 1, unit, -1, "disposed twice");
        violations.Require(unit.Model.Live == 0, unit, -1, "disposed while a hook runs");
        CheckDown(unit);
        violations.Require(!unit.Model.Initialised || unit.Model.ExitSteps == unit.Shape.Count(Hook.OnExit), unit, Hook.OnExit, "left out before the disposal");
    }

    /// <summary>A unit goes up, perhaps once more on the same instance.</summary>
    public void BeginCycle(RandomUnit unit)
    {
        world.Trace($"cycle {unit.Model.Cycle + 1} of {unit.Shape.Id}");
        CheckDown(unit);
        unit.Model.Renew();
        unit.Model.CycleOperation = world.Operation?.Number;
    }

    /// <summary>Every unit that came up was stopped exactly once, and the like.</summary>
    public void CheckDown(RandomUnit unit)
    {
        var model = unit.Model;
        violations.Require(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, Hook.OnShutdown, "left out");
        violations.Require(!model.Prepared || model.AfterSteps == unit.Shape.Count(Hook.PostShutdown), unit, Hook.PostShutdown, "left out");
        violations.Require(model.BackgroundLive == 0, unit, Hook.Background, "left running");
        violations.Require(model.Alive.Count == 0, unit, Hook.Lifespan, "its second half left out");
        checks.Custom.CheckDown(unit);
    }
}
