namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// A failing run is shown with what the failure needs, and little else. The rules that are broken here are planted: no run breaks a real one.
/// </summary>
public class ReducerTests
{
    private const int SeedsToTry = 200;

    [Fact]
    public void What_one_unit_does_is_shown_with_that_unit_and_no_action()
    {
        // The first unit is always there, so the fault is another's; it needs nothing but a start.
        var (before, after) = Reduce(units: 8, actions: 1, (unit, phase) => phase == Hook.OnInit && unit.Shape.Number == 5 ? "fault" : null);

        Assert.Equal([0, 5], after.Shapes.Select(shape => shape.Number));
        Assert.True(before.Shapes.Length >= 8);
        Assert.Equal(after.Actions, after.Draw.WithoutActions.Count);
    }

    [Fact]
    public void What_needs_two_units_is_shown_with_both()
    {
        // A unit that starts on request would need one more that asks for it.
        var (_, after) = Reduce(units: 8, actions: 0, (unit, phase) =>
            phase == Hook.OnInit && unit.Shape is { Number: 6, IsOnRequest: false }
                && unit.Shape.Dependencies.Any(other => other.Number == 4) ? "fault" : null);

        Assert.Equal([0, 4, 6], after.Shapes.Select(shape => shape.Number));
    }

    [Fact]
    public void What_an_action_causes_is_shown_with_one_action()
    {
        var (before, after) = Reduce(units: 4, actions: 5, (unit, phase) => phase == Hook.PreStartup && unit.Model.Cycle > 1 ? "another cycle" : null);

        Assert.InRange(before.Actions - before.Draw.WithoutActions.Count, 5, int.MaxValue);
        Assert.InRange(after.Actions - after.Draw.WithoutActions.Count, 1, 2);
        Assert.Single(after.Shapes);
    }

    [Fact]
    public void The_smaller_run_fails_again_by_the_same_rule_and_is_printed_with_what_runs_it()
    {
        var (_, after) = Reduce(units: 8, actions: 3, (unit, phase) => phase == Hook.OnInit && unit.Shape.Number == 5 ? "fault" : null);

        Assert.Equal("fault", after.Checks.Violations.All[0]);
        Assert.StartsWith(
            $"LIFECYCLE_HOSTILE=0 LIFECYCLE_SEED={after.Draw.Seed} LIFECYCLE_WITHOUT_UNITS=1,2,3,4,6,7", after.ToString(), StringComparison.Ordinal);
        Assert.Contains("LIFECYCLE_WITHOUT_ACTIONS=0,1,2", after.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Leaving out a unit changes nothing about the others, or a smaller run would have nothing to do with the failing one.</summary>
    [Fact]
    public void The_units_that_are_left_are_those_that_were_there()
    {
        for (var seed = 1; seed <= SeedsToTry; seed++)
        {
            var whole = new World(new Draw(seed));
            var part = new World(new Draw(seed) { WithoutUnits = [2, 3] });
            Assert.Equal(
                whole.Shapes.Where(shape => shape.Number is not (2 or 3)).Select(Describe),
                part.Shapes.Select(Describe));
        }

        static string Describe(UnitShape shape) =>
            $"{shape.Id} {shape.IsConditional} {shape.IsOnRequest} "
            + $"{string.Join(' ', shape.Dependencies.Where(other => other.Number is not (2 or 3)).Select(other => other.Id))} "
            + string.Join(' ', shape.Definition.Hooks.Select(hook => $"{hook.Hook} {hook.TimeoutSeconds} {hook.Retries} {hook.OnFailure}"));
    }

    private static (World Before, World After) Reduce(int units, int actions, Func<RandomUnit, int, string?> planted)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        for (var seed = 1; seed <= SeedsToTry; seed++)
        {
            var before = Run(new Draw(seed));
            if (before.StartsFirst && before.Graph.Count >= units && before.Actions >= actions && before.Checks.Violations.All.Count > 0)
                return (before, Run(new Reducer(Run).Reduce(before.Draw)));
        }

        throw new InvalidOperationException("No seed breaks the planted rule.");

        World Run(Draw draw)
        {
            var world = new World(draw, planted);
            world.RunToEnd();
            return world;
        }
    }
}
