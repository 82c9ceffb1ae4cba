using Akka.Actor;
using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Actors;

/// <summary>Works from its start to its stop.</summary>
internal sealed class WorkActor(JournalWriter journal) : UntypedActor
{
    private Work? _work;

    protected override void PreStart() => _work = new Work(journal);

    protected override void PostStop() => _work?.Dispose();

    protected override void OnReceive(object message) => Unhandled(message);
}
