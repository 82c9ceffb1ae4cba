using Lifecycle.Cluster.Program.Simulation;

namespace Lifecycle.Cluster.Tests;

/// <summary>
/// The protocol as it is, in simulated worlds: processes come, stop, die and pause, clocks run unequally, messages get lost and come late. A million schedules:
/// <c>dotnet run -c Release --project tests/Lifecycle.Gen.Cluster.Program -- simulate 1000000</c>.
/// </summary>
public class SimulationTests
{
    [Fact]
    public void Never_two_at_once_and_never_nobody_for_longer_than_the_bound()
    {
        var (activations, overlaps, violation) = Schedules.Run(count: 3000, seed: 1);

        Assert.Null(violation);
        Assert.True(activations > 3000, $"The units came up {activations} times only.");
        Assert.True(overlaps > 0, "No paused process ever met its successor, so that fencing was not tried.");
    }

    [Theory]
    [InlineData("StoreIgnoresVersions", "are up at once", "is not higher than", "does not know")]
    [InlineData("StoreForgets", "are up at once", "is not higher than", "does not know")]
    [InlineData("UnequalClocks", "are up at once")]
    [InlineData("UnitsGoOn", "are up at once")]
    [InlineData("ReleasedTooEarly", "are up at once")]
    [InlineData("StoreRefuses", "nobody was up")]
    public void A_fault_that_is_put_into_the_world_is_found(string plant, params string[] violations)
    {
        var (_, _, violation) = Schedules.Run(count: 500, seed: 1, plant: Enum.Parse<Plant>(plant));

        Assert.NotNull(violation);
        Assert.Contains(violations, expected => violation.Split('\n')[0].Contains(expected, StringComparison.Ordinal));
    }
}
