using System.Globalization;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// Thousands of random runs against the invariants. <c>LIFECYCLE_SEED=123</c> runs that one only; <c>LIFECYCLE_RUNS=100000</c> runs more,
/// from <c>LIFECYCLE_FIRST_SEED</c> on. The first run that fails is made smaller before it is shown, and is shown with the variables that
/// run it again as it is then.
/// </summary>
public class RandomRunTests
{
    private const int DefaultRuns = 3000;
    private const int MostFailures = 20;

    [Fact]
    public void Every_random_run_keeps_the_rules()
    {
        SynchronizationContext.SetSynchronizationContext(null); // Under the runner's, continuations would go to the real pool.
        var only = Setting("LIFECYCLE_SEED");
        var first = only ?? Setting("LIFECYCLE_FIRST_SEED") ?? 1;
        var runs = only is null ? Setting("LIFECYCLE_RUNS") ?? DefaultRuns : 1;
        var failures = new List<World>();
        for (var seed = first; seed < first + runs && failures.Count < MostFailures; seed++)
        {
            var world = Run(only is null ? new Draw(seed) : Draw.FromEnvironment(seed));
            if (world.Checks.Violations.All.Count > 0)
                failures.Add(world);
        }

        Assert.True(failures.Count == 0, Describe(failures));
    }

    [Fact]
    public void Values_of_each_kind_and_instances_are_drawn()
    {
        var shapes = Enumerable.Range(1, 100).SelectMany(seed => new World(new Draw(seed)).Shapes).ToList();

        Assert.Equal(Enum.GetValues<ValueKind>(), shapes.Select(shape => shape.Value).Distinct().Order());
        Assert.Contains(shapes, shape => shape is { Value: ValueKind.Owned, Provider: not null, Dependents.Count: > 0 });
        Assert.Contains(shapes, shape => shape is { Value: ValueKind.None, Instance: "other" });
    }

    [Fact]
    public void Standby_units_are_drawn_with_what_follows_them_and_are_started_and_stopped()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var worlds = Enumerable.Range(1, 100).Select(seed => Run(new Draw(seed))).ToList();
        var shapes = worlds.Where(world => world.HasStandby).SelectMany(world => world.Shapes).ToList();
        var calls = worlds.SelectMany(world => world.Callers.Calls).Where(call => call.Task.IsCompletedSuccessfully).Select(call => call.Name).ToList();

        Assert.Contains(shapes, shape => shape is { IsStandby: false, FollowsStandby: true });
        Assert.Contains(shapes, shape => shape.IsStandby && shape.Dependencies.Any(dependency => dependency.IsLeftDown && shape.Needs(dependency)));
        Assert.Contains(shapes, shape => shape is { IsLeftDown: false } && shape.Dependencies.Any(dependency => dependency.IsLeftDown));
        Assert.DoesNotContain(worlds, world => !world.HasStandby && world.Shapes.Any(shape => shape.IsLeftDown));
        Assert.Contains(calls, name => name.StartsWith("StandbyUnits.StartAsync", StringComparison.Ordinal));
        Assert.Contains(calls, name => name.StartsWith("StandbyUnits.StopAsync", StringComparison.Ordinal));
    }

    private static string Describe(List<World> failures)
    {
        if (failures is not [var first, ..])
            return "";

        var smallest = Run(new Reducer(Run).Reduce(first.Draw));
        return $"{string.Join('\n', failures)}\n\nThe first one, as small as it still fails:\n{smallest}\n"
            + $"{string.Join('\n', [.. smallest.Shapes, .. smallest.Log])}";
    }

    private static World Run(Draw draw)
    {
        var world = new World(draw);
        world.RunToEnd();
        return world;
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
