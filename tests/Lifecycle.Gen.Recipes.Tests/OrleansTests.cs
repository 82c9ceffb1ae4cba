using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Lifecycle.Recipes;

/// <summary>A silo in the host of a unit.</summary>
public sealed class OrleansTests
{
    [Fact]
    public async Task A_silo_answers_while_the_worker_is_up()
    {
        var port = FreePort();
        await using var worker = WorkerWithSilo(port);
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await worker.StartAsync();
            var grains = worker.HostedServices.Services.GetRequiredService<IGrainFactory>();
            var silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
            Assert.Equal([port], silos.Keys.Select(silo => silo.Endpoint.Port));
            await worker.StopAsync();
        }
    }

    /// <summary>A host is not stopped after a failed start: this library's stop throws then, and would hide the cause.</summary>
    [Fact]
    public async Task A_silo_that_cannot_start_says_why()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var worker = WorkerWithSilo(((IPEndPoint)other.LocalEndpoint).Port);

        var failure = await Assert.ThrowsAnyAsync<LifecycleException>(() => worker.StartAsync());

        Assert.Contains("AddressInUseException", failure.ToString(), StringComparison.Ordinal);
    }

    private static HostedWorker WorkerWithSilo(int port) =>
        new(builder => builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
