using System.Globalization;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// Random requests from several threads at once, on the real pool. A seed decides what is asked, not how the threads meet: so a failure may need
/// many runs to be seen again; <c>LIFECYCLE_CONCURRENT_RUNS=10000</c> makes them.
/// </summary>
public class ConcurrentRunTests
{
    private const int DefaultRuns = 200;

    [Fact]
    public async Task Every_concurrent_run_ends_and_keeps_the_rules()
    {
        var runs = Environment.GetEnvironmentVariable("LIFECYCLE_CONCURRENT_RUNS") is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : DefaultRuns;
        await Task.Run(async () =>
        {
            for (var seed = 1; seed <= runs; seed++)
            {
                var run = new ConcurrentRun(seed);
                await run.RunAsync();
                Assert.True(!run.Violations.Any(), $"seed {seed}: {string.Join("; ", run.Violations.Take(10))}");
            }
        });
    }
}
