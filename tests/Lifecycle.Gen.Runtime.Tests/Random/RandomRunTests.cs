using System.Globalization;

namespace Lifecycle.Tests.RandomRuns;

/// <summary>
/// Thousands of random runs against the invariants. <c>LIFECYCLE_SEED=123</c> runs that one only; <c>LIFECYCLE_RUNS=100000</c> runs more,
/// from <c>LIFECYCLE_FIRST_SEED</c> on.
/// </summary>
public class RandomRunTests
{
    private const int DefaultRuns = 3000;

    [Fact]
    public void Every_random_run_keeps_the_rules()
    {
        SynchronizationContext.SetSynchronizationContext(null); // Under the runner's, continuations would go to the real pool.
        if (Setting("LIFECYCLE_SEED") is { } only)
        {
            Run(only);
            return;
        }

        int first = Setting("LIFECYCLE_FIRST_SEED") ?? 1;
        int runs = Setting("LIFECYCLE_RUNS") ?? DefaultRuns;
        for (int seed = first; seed < first + runs; seed++)
            Run(seed);
    }

    private static void Run(int seed)
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

        if (world.Checks.Violations.Count > 0)
            Assert.Fail($"LIFECYCLE_SEED={seed} ({world.Shapes.Length} units)\n{string.Join('\n', world.Checks.Violations)}\n\n{string.Join('\n', world.Log)}");
    }

    private static int? Setting(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
