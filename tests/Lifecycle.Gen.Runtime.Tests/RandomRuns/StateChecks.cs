namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The states that can be seen from outside, against what runs.</summary>
internal sealed class StateChecks(World world, Violations violations)
{
    /// <summary>With more units the states are not compared at every hook, which would take most of the time.</summary>
    public const int UnitsToLookAt = 20;

    /// <summary>A unit that is up has all that it needs up.</summary>
    public void Check()
    {
        var states = world.Units.ToDictionary(unit => unit.Id, unit => unit.State);
        foreach (var shape in world.Shapes.Concat(world.Callers.Attached.Select(attached => attached.Unit.Shape)))
        {
            if (states.GetValueOrDefault(shape.Id) != UnitState.Started)
                continue;

            foreach (var dependency in shape.Dependencies.Where(dependency => shape.Needs(dependency) && states.ContainsKey(dependency.Id)))
            {
                var state = states[dependency.Id];
                if (state is not (UnitState.Started or UnitState.Failed or UnitState.Disabled))
                    violations.Add($"{shape.Id} is up while {dependency.Id}, which it needs, is {state}");
            }
        }
    }

    /// <summary>Whether a unit is down in a state: one that follows a standby unit is a standby while the worker is up.</summary>
    public bool IsDown(UnitShape shape, UnitState state) => state is UnitState.Created or UnitState.Stopped or UnitState.Failed
        || (state == UnitState.Standby && shape.FollowsStandby && world.State == UnitState.Started);

    /// <summary>A hook begins: its unit has the state that belongs to it, so none is skipped.</summary>
    public void CheckIn(RandomUnit unit, int phase)
    {
        if (world.Shapes.Length > UnitsToLookAt)
            return;

        Check();
        var state = world.StateOf(unit.Shape);
        var isAllowed = phase switch
        {
            Hook.OnStartup or Hook.Lifespan => state == UnitState.Starting,
            Hook.OnReady or Hook.OnDrain => state is UnitState.Started or UnitState.Failed,
            Hook.Background or Hook.Run => state is UnitState.Started or UnitState.Stopping or UnitState.Failed,
            Hook.OnShutdown => state is UnitState.Stopping or UnitState.Failed,
            _ => IsDown(unit.Shape, state),
        };
        violations.Require(isAllowed, unit, phase, $"in the state {state}");
        if (world.MovesSingly || phase is Hook.Background or Hook.Run or Hook.OnExit)
            return;

        var wanted = phase is Hook.OnDrain or Hook.OnShutdown or Hook.PostShutdown ? UnitState.Stopping : UnitState.Starting;
        violations.Require(world.State == wanted, unit, phase, $"while the worker is {world.State}");
    }
}
