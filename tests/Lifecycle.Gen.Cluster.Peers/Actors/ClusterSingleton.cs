using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MemberCluster = Akka.Cluster.Cluster;

namespace Lifecycle.Cluster.Peers.Actors;

/// <summary>A cluster singleton of Akka.NET in a host, whose stop runs the coordinated shutdown. All time-outs are the defaults.</summary>
internal sealed class ClusterSingleton : Contender
{
    public override string Name => "akka";

    public override string Title => "Akka.NET, cluster singleton";

    public override async Task<int> RunAsync(string folder, string address, int port)
    {
        using var journal = new Journal(folder);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAkka("fleet", akka => akka
            .AddHocon(Configuration(address, port), HoconAddMode.Prepend)
            .WithActors((system, _) => system.ActorOf(
                ClusterSingletonManager.Props(
                    Props.Create(() => new WorkActor(journal)), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)),
                "work")));
        using var host = builder.Build();
        await host.StartAsync();
        await AnnounceAsync(MemberCluster.Get(host.Services.GetRequiredService<ActorSystem>()), journal);
        await host.WaitForShutdownAsync();
        return 0;
    }

    private static string Configuration(string seeds, int port) => $$"""
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }
        akka.cluster.seed-nodes = [{{string.Join(", ", seeds.Split(',').Select(seed => $"\"akka.tcp://fleet@127.0.0.1:{seed}\""))}}]
        """;

    /// <summary>Ready is a process that sees a whole fleet.</summary>
    private static async Task AnnounceAsync(MemberCluster cluster, Journal journal)
    {
        while (cluster.State.Members.Count(member => member.Status == MemberStatus.Up) < Measuring.PeerFleet.Size)
            await Task.Delay(20);

        journal.Write("ready");
    }
}
