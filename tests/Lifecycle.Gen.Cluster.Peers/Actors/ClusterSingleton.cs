using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Akka.Hosting;
using Lifecycle.Cluster.Program.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MemberCluster = Akka.Cluster.Cluster;

namespace Lifecycle.Cluster.Peers.Actors;

/// <summary>A cluster singleton of Akka.NET in a host, whose stop runs the coordinated shutdown. All other time-outs are the defaults.</summary>
/// <param name="stableAfter">For how long a change of reachability must last until a member is taken down; the default is 20 s. The rule of thumb of its
/// documentation, <c>10 * log10(nodes)</c>, gives 5 s for this fleet.</param>
internal sealed class ClusterSingleton(TimeSpan? stableAfter) : Contender
{
    public override string Name => stableAfter is null ? "akka" : "akka-small";

    public override string Title => stableAfter is { } time
        ? FormattableString.Invariant($"Akka.NET, cluster singleton, `stable-after = {time.TotalSeconds:0.#} s`")
        : "Akka.NET, cluster singleton";

    public override async Task<int> RunAsync(string folder, string address, int port)
    {
        using var journal = new JournalWriter(folder);
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

    private string Configuration(string seeds, int port) => $$"""
        akka.actor.provider = cluster
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }
        akka.cluster.seed-nodes = [{{string.Join(", ", seeds.Split(',').Select(seed => $"\"akka.tcp://fleet@127.0.0.1:{seed}\""))}}]
        {{(stableAfter is { } time ? FormattableString.Invariant($"akka.cluster.split-brain-resolver.stable-after = {time.TotalMilliseconds:0} ms") : "")}}
        """;

    /// <summary>Ready is a process that sees a whole fleet.</summary>
    private static async Task AnnounceAsync(MemberCluster cluster, JournalWriter journal)
    {
        while (cluster.State.Members.Count(member => member.Status == MemberStatus.Up) < Measuring.PeerFleet.Size)
            await Task.Delay(20); // Before anything is measured; the extension tells of members, but not of when all are there.

        journal.Write("ready");
    }
}
