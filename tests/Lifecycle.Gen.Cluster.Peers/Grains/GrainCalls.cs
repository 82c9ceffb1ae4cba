using Lifecycle.Cluster.Program.Fleet;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Lifecycle.Cluster.Peers.Grains;

/// <summary>Calls the grain: once, when the fleet is whole, and then from time to time if there is a period.</summary>
internal sealed class GrainCalls(IGrainFactory grains, JournalWriter journal, TimeSpan? period) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while ((await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, stoppingToken)).Count < Measuring.PeerFleet.Size)
            await Task.Delay(100, stoppingToken);

        journal.Write("ready");
        await CallAsync();
        while (period is { } wait)
        {
            await Task.Delay(wait, stoppingToken);
            await CallAsync();
        }
    }

    private async Task CallAsync()
    {
        try
        {
            await grains.GetGrain<IWorkGrain>(0).BeginAsync();
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"The grain could not be called: {failure.Message}");
        }
    }
}
