using Lifecycle.Runtime;

namespace Lifecycle.Tests.RandomRuns;

/// <summary>The invariants, checked at each call of a hook and at the end of each cycle and run.</summary>
internal sealed class Checks(World world)
{
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations => _violations;

    public void Violate(string what)
    {
        if (_violations.Count < 20)
            _violations.Add(what);
    }

    public void Begin(RandomUnit unit, int phase, int step)
    {
        UnitModel model = unit.Model;
        world.Observe(phase);
        world.Trace($"{Kit.Names.Of(phase)}[{step}] {unit.Shape.Id}");
        Require(model.Disposals == 0, unit, phase, "after its disposal");
        Require(ReferenceEquals(world.Current[unit.Slot], unit), unit, phase, "on an instance of an earlier generation");
        if (phase is not (Hook.Background or Hook.Run))
        {
            Require(model.Live == 0, unit, phase, "while another of its hooks runs");
            Require(world.MaxConcurrency == 0 || world.LiveHooks() < world.MaxConcurrency, unit, phase, "beyond MaxConcurrency");
        }

        switch (phase)
        {
            case Hook.OnInit:
                Require(!model.Initialised, unit, phase, "twice");
                break;
            case Hook.PreStartup:
                Require(!model.Up, unit, phase, "of a unit that is up");
                break;
            case Hook.OnStartup:
            case Hook.Lifespan:
                Require(!model.Up, unit, phase, "of a unit that is up");
                foreach (int dependency in unit.Shape.Dependencies)
                    Require(IsUp(dependency) && IsAlive(dependency), unit, phase, $"before its dependency {world.Shapes[dependency].Id}");
                if (phase == Hook.Lifespan)
                    Require(model.Alive.Count == step && model.StartedSteps == unit.Shape.Count(Hook.OnStartup), unit, phase, "twice or out of order");
                break;
            case Hook.Background:
            case Hook.OnReady:
            case Hook.Run:
                RequireUp(unit, phase);
                if (phase != Hook.Background)
                    Require(world.Current.All(other => other!.Shape.Count(Hook.OnStartup) == 0 || other.Model.Up || other.Model.PerhapsUp), unit, phase, "before all are up");
                break;
            case Hook.OnDrain:
                RequireUp(unit, phase);
                Require(world.Current.All(other => other!.Model.DownSteps == 0), unit, phase, "after a shutdown began");
                break;
            case Hook.OnShutdown:
                RequireUp(unit, phase);
                Require(model.DownSteps == step, unit, phase, "twice or out of order");
                Require(model.BackgroundLive == 0, unit, phase, "while a background task runs");
                Require(model.Alive.Count == 0, unit, phase, "before a lifespan has ended");
                model.DownSteps++;
                foreach (int dependent in unit.Shape.Dependents)
                    Require(IsDown(dependent), unit, phase, $"before its dependent {world.Shapes[dependent].Id}");
                break;
            case Hook.PostShutdown:
                Require(model.AfterSteps == step, unit, phase, "twice or out of order");
                model.AfterSteps++;
                Require(world.Current.All(other => !other!.Model.Up || other.Model.DownSteps == other.Shape.Count(Hook.OnShutdown)), unit, phase, "before all shutdowns");
                break;
            case Hook.OnExit:
                Require(model.ExitSteps == step, unit, phase, "twice or out of order");
                model.ExitSteps++;
                break;
        }
    }

    public static void Succeeded(RandomUnit unit, int phase, int step, bool doubtful)
    {
        UnitModel model = unit.Model;
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
    public void ComesAlive(RandomUnit unit, int step, bool doubtful)
    {
        Require(unit.Model.Alive.Add(step), unit, Hook.Lifespan, "its first half twice");
        Succeeded(unit, Hook.Lifespan, step, doubtful);
    }

    public void Ends(RandomUnit unit, int step)
    {
        UnitModel model = unit.Model;
        world.Observe(Hook.OnShutdown);
        world.Trace($"end[{step}] {unit.Shape.Id}");
        Require(model.Alive.Remove(step), unit, Hook.Lifespan, "its second half twice, or without the first");
        Require(model.Alive.All(other => other < step), unit, Hook.Lifespan, "its second half out of order");
        Require(model.Disposals == 0, unit, Hook.Lifespan, "its second half after its disposal");
        Require(model is { BackgroundLive: 0, DownSteps: 0 }, unit, Hook.Lifespan, "its second half while a background task runs, or after a shutdown hook");
        Require(model.Live == 0, unit, Hook.Lifespan, "its second half while another of its hooks runs");
        foreach (int dependent in unit.Shape.Dependents)
            Require(IsDown(dependent), unit, Hook.Lifespan, $"its second half before its dependent {world.Shapes[dependent].Id}");
    }

    /// <summary>An iterator was disposed between its halves.</summary>
    public void EndsWithoutSecond(RandomUnit unit, int step, bool wasGivenUp)
    {
        world.Trace($"dispose[{step}] {unit.Shape.Id}");
        Require(wasGivenUp, unit, Hook.Lifespan, "its second half left out");
    }

    public void Disposed(RandomUnit unit)
    {
        world.Trace($"dispose {unit.Shape.Id}");
        Require(++unit.Model.Disposals == 1, unit, -1, "disposed twice");
        Require(unit.Model.Live == 0, unit, -1, "disposed while a hook runs");
        CheckDown(unit);
        Require(!unit.Model.Initialised || unit.Model.ExitSteps == unit.Shape.Count(Hook.OnExit), unit, Hook.OnExit, "left out before the disposal");
    }

    /// <summary>The worker goes up again on the same instances.</summary>
    public void BeginCycle(int cycle)
    {
        world.Trace($"cycle {cycle}");
        foreach (RandomUnit? unit in world.Current)
        {
            CheckDown(unit!);
            unit!.Model.Renew();
        }
    }

    /// <summary>Every unit that came up was stopped exactly once, and the like.</summary>
    public void CheckDown(RandomUnit unit)
    {
        UnitModel model = unit.Model;
        Require(!model.Up || model.DownSteps == unit.Shape.Count(Hook.OnShutdown), unit, Hook.OnShutdown, "left out");
        Require(!model.Prepared || model.AfterSteps == unit.Shape.Count(Hook.PostShutdown), unit, Hook.PostShutdown, "left out");
        Require(model.BackgroundLive == 0, unit, Hook.Background, "left running");
        Require(model.Alive.Count == 0, unit, Hook.Lifespan, "its second half left out");
    }

    private void RequireUp(RandomUnit unit, int phase)
        => Require(unit.Shape.Count(Hook.OnStartup) == 0 || unit.Model.Up || unit.Model.PerhapsUp, unit, phase, "of a unit that did not come up");

    /// <summary>A unit without startup hooks is up when all that it waits for are.</summary>
    private bool IsUp(int slot)
        => world.Shapes[slot].Count(Hook.OnStartup) > 0
            ? world.Current[slot]!.Model.Up
            : world.Shapes[slot].Dependencies.All(IsUp);

    private bool IsAlive(int slot) => world.Current[slot]!.Model.Alive.Count == world.Shapes[slot].Count(Hook.Lifespan);

    private bool IsDown(int slot)
    {
        RandomUnit unit = world.Current[slot]!;
        int steps = unit.Shape.Count(Hook.OnShutdown);
        bool wasUp = unit.Shape.Count(Hook.OnStartup) == 0 || unit.Model.Up;
        if (steps > 0 && unit.Shape.Count(Hook.OnStartup) > 0)
            return !wasUp || (unit.Model.DownSteps == steps && unit.Model.Live == 0);

        return unit.Model.Live == 0 && unit.Shape.Dependents.All(IsDown);
    }

    private void Require(bool holds, RandomUnit unit, int phase, string what)
    {
        if (!holds)
            Violate($"{(phase < 0 ? "" : Kit.Names.Of(phase) + " of ")}{unit.Shape.Id}: {what}");
    }
}
