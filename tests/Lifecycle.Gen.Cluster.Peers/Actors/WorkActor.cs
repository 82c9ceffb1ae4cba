using Akka.Actor;

namespace Lifecycle.Cluster.Peers.Actors;

/// <summary>Works from its start to its stop.</summary>
internal sealed class WorkActor(Journal journal) : UntypedActor
{
    private Work? _work;

    protected override void PreStart() => _work = new Work(journal);

    protected override void PostStop() => _work?.Dispose();

    protected override void OnReceive(object message) => Unhandled(message);
}
