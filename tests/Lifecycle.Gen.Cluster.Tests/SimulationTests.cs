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
}
