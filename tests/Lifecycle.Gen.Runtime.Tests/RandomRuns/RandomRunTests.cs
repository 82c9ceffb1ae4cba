using System.Globalization;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// Thousands of random runs against the invariants. <c>LIFECYCLE_SEED=123</c> runs that one only; <c>LIFECYCLE_RUNS=100000</c> runs more,
/// from <c>LIFECYCLE_FIRST_SEED</c> on.
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
        var failures = new List<string>();
        var log = "";
        for (var seed = first; seed < first + runs && failures.Count < MostFailures; seed++)
        {
            var world = Run(seed);
            if (world.Checks.Violations.Count == 0)
                continue;

            failures.Add($"LIFECYCLE_SEED={seed} ({world.Shapes.Length} units): {string.Join("; ", world.Checks.Violations)}");
            if (log.Length == 0)
                log = string.Join('\n', world.Log);
        }

        Assert.True(failures.Count == 0, $"{string.Join('\n', failures)}\n\nThe first one:\n{log}");
    }

    private static World Run(int seed)
    {
        var world = new World(seed);
        try
        {
            world.Run();
        }
        catch (Exception e)
        {
            world.Checks.Violate($"the engine throws {e}");
        }

        return world;
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
