namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>When a hook of a built-in phase may begin.</summary>
internal sealed class HookChecks(World world, Checks checks, Violations violations, Func<RandomUnit, int, string?>? planted)
{
    public void Begin(RandomUnit unit, int phase, int step, CancellationToken token)
    {
        var model = unit.Model;
        world.Observe(phase);
        if (world.MovesSingly && phase == Hook.PreStartup && step == 0)
            checks.Ends.BeginCycle(unit);

        world.Trace($"{Kit.Names.Of(phase)}[{step}] {unit.Shape.Id}");
        violations.Require(model.Disposals == 0, unit, phase, "after its disposal");
        violations.Require(ReferenceEquals(unit.Shape.Current, unit), unit, phase, "on an instance of an earlier generation");
        checks.Order.Enter(unit, CustomPlace.RankOf(phase), phase);
        checks.States.CheckIn(unit, phase);
        checks.Values.Take(unit, phase);
        if (phase is not (Hook.Background or Hook.Run))
            checks.Standby.Begin(unit.Shape, model, goesUp: phase is < Hook.OnDrain or Hook.Lifespan, isExit: phase == Hook.OnExit);

        if (planted?.Invoke(unit, phase) is { } fault)
            violations.Add(fault);

        if (phase is not (Hook.Background or Hook.Run))
        {
            violations.Require(model.Live == 0, unit, phase, "while another of its hooks runs");
            violations.Require(world.MaxConcurrency == 0 || world.LiveHooks() < world.MaxConcurrency, unit, phase, "beyond MaxConcurrency");
        }

        switch (phase)
        {
            case Hook.OnInit:
                violations.Require(!model.Initialised, unit, phase, "twice");
                break;
            case Hook.PreStartup:
                violations.Require(!model.Up, unit, phase, "of a unit that is up");
                break;
            case Hook.OnStartup or Hook.Lifespan:
                BeginUp(unit, phase, step);
                break;
            case Hook.Background or Hook.OnReady or Hook.Run:
                RequireUp(unit, phase);
                if (phase == Hook.Background)
                    BeginBackground(unit, unit.Shape.Find(phase + step)!, token);
                else
                    violations.Require(world.MovesSingly || world.Current.All(other => other.Shape.Count(Hook.OnStartup) == 0 || other.Model.Up
                        || other.Model.PerhapsUp), unit, phase, "before all are up");
                break;
            case Hook.OnDrain:
                RequireUp(unit, phase);
                violations.Require(world.MovesSingly ? model.DownSteps == 0 : world.Current.All(other => other.Model.DownSteps == 0), unit, phase,
                    "after a shutdown began");
                violations.Require(model.DrainedLive == 0 && DependentsOf(unit).All(other => other.Current is not { Model.DrainedLive: > 0 }), unit, phase,
                    "while a background task runs that ends before");
                break;
            case Hook.OnShutdown:
                BeginDown(unit, step);
                break;
            case Hook.PostShutdown:
                violations.Require(model.AfterSteps == step, unit, phase, "twice or out of order");
                model.AfterSteps++;
                var before = world.MovesSingly ? [unit] : world.Current;
                violations.Require(before.All(other => !other.Model.Up || other.Model.DownSteps == other.Shape.Count(Hook.OnShutdown)), unit, phase,
                    "before the shutdown");
                break;
            case Hook.OnExit:
                violations.Require(model.ExitSteps == step, unit, phase, "twice or out of order");
                model.ExitSteps++;
                break;
        }
    }

    public void BeginAdded(RandomUnit unit)
    {
        world.Trace($"added task of {unit.Shape.Id}");
        violations.Require(unit.Model.Disposals == 0, unit, Hook.Background, "added, begins after its disposal");
        violations.Require(unit.Model.DownSteps == 0, unit, Hook.Background, "added, begins while its unit goes down");
    }

    private void BeginUp(RandomUnit unit, int phase, int step)
    {
        var model = unit.Model;
        violations.Require(!model.Up, unit, phase, "of a unit that is up");
        foreach (var dependency in unit.Shape.Dependencies.Where(dependency => MustBeUpFor(unit, dependency)))
            violations.Require(IsUp(dependency) && IsAlive(dependency), unit, phase, $"before its dependency {dependency.Id}");

        if (phase == Hook.Lifespan)
            violations.Require(model.Alive.Count == step && model.StartedSteps == unit.Shape.Count(Hook.OnStartup), unit, phase, "twice or out of order");
    }

    private void BeginBackground(RandomUnit unit, HookDefinition definition, CancellationToken token)
    {
        (var isLive, var isRestart, var tooOften) = unit.Model.Restarts.Begin(definition);
        violations.Require(!isLive, unit, Hook.Background, "while the last call of it runs");
        violations.Require(!tooOften, unit, Hook.Background, "restarted more often than its policy allows");
        violations.Require(!isRestart || (unit.Model.DownSteps == 0 && !token.IsCancellationRequested && world.State != UnitState.Stopping), unit,
            Hook.Background,
            $"restarted on the way down ({world.State})");
    }

    private void BeginDown(RandomUnit unit, int step)
    {
        var model = unit.Model;
        RequireUp(unit, Hook.OnShutdown);
        violations.Require(model.DownSteps == step, unit, Hook.OnShutdown, "twice or out of order");
        violations.Require(model.BackgroundLive == 0, unit, Hook.OnShutdown, "while a background task runs");
        violations.Require(model.Alive.Count == 0, unit, Hook.OnShutdown, "before a lifespan has ended");
        model.DownSteps++;
        CheckDependentsDown(unit, Hook.OnShutdown, "");
    }

    private IEnumerable<UnitShape> DependentsOf(RandomUnit unit) =>
        unit.Shape.Dependents.Where(dependent => !world.MovesSingly || dependent.Needs(unit.Shape));

    public void CheckDependentsDown(RandomUnit unit, int phase, string what)
    {
        foreach (var dependent in DependentsOf(unit))
            violations.Require(IsDown(dependent), unit, phase, $"{what}before its dependent {dependent.Id}");
    }

    /// <summary>A dependency that is disabled or was detached is nothing to wait for, nor is one that is only to come first and is not wanted yet.</summary>
    private bool MustBeUpFor(RandomUnit unit, UnitShape dependency) =>
        !world.MovesSingly || (unit.Shape.Needs(dependency) && dependency.Current is { Model.Disposals: 0 });

    private void RequireUp(RandomUnit unit, int phase) =>
        violations.Require(unit.Shape.Count(Hook.OnStartup) == 0 || unit.Model.Up || unit.Model.PerhapsUp, unit, phase, "of a unit that did not come up");

    /// <summary>A unit without startup hooks is up when all that it waits for are; one that is disabled holds up no other.</summary>
    public static bool IsUp(UnitShape shape) =>
        shape.Current is not { } unit || (shape.Count(Hook.OnStartup) > 0 ? unit.Model.Up : shape.Dependencies.All(IsUp));

    private static bool IsAlive(UnitShape shape) => shape.Current is not { } unit || unit.Model.Alive.Count == shape.Count(Hook.Lifespan);

    public static bool IsDown(UnitShape shape)
    {
        if (shape.Current is not { } unit)
            return true;

        var steps = shape.Count(Hook.OnShutdown);
        var wasUp = shape.Count(Hook.OnStartup) == 0 || unit.Model.Up;
        if (steps > 0 && shape.Count(Hook.OnStartup) > 0)
            return !wasUp || (unit.Model.DownSteps == steps && unit.Model.Live == 0);

        return unit.Model.Live == 0 && shape.Dependents.All(IsDown);
    }
}
