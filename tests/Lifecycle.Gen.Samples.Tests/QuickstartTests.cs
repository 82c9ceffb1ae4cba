using Lifecycle.Gen.Samples.Tests.Hosting;

namespace Lifecycle.Gen.Samples.Tests;

/// <summary>The first program that a reader runs.</summary>
public sealed class QuickstartTests(SamplePrograms programs)
{
    [Theory, EachFlavour]
    public async Task It_starts_runs_and_stops_in_order_and_ends_by_itself_with_0(Flavour flavour)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync(await programs.GetAsync("Quickstart", flavour), Path.GetTempPath());

        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
        // In a sequence the database would come first: both start at once, and it takes longer.
        string[] expected =
        [
            "Starting", "Exchange is connected", "Database is open", "Shop is open",
            "Shop sold to customer 1", "Shop sold to customer 2", "Shop sold to customer 3", "Shop is closed after 3 sales",
        ];
        Assert.Equal(expected.Length + 2, output.Count);
        Assert.All(expected.Zip(output), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        // These two do not depend on each other.
        Assert.Contains(output.TakeLast(2), line => line.Contains("Database is closed with 3 rows", StringComparison.Ordinal));
        Assert.Contains(output.TakeLast(2), line => line.Contains("Exchange is disconnected", StringComparison.Ordinal));
    }
}
