using Akka.Actor;
using Akka.Configuration;

namespace Lifecycle.Recipes.Akka;

[Unit]
public sealed partial class Actors(Props root)
{
    // Its own reaction to SIGTERM would end the system beside the worker's stop.
    private static readonly Config s_config = ConfigurationFactory.ParseString("""
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        """);

    private ActorSystem? _system;

    public IActorRef Root { get; private set; } = ActorRefs.Nobody;

    [OnStartup]
    private void Start()
    {
        _system = ActorSystem.Create("shop", s_config);
        Root = _system.ActorOf(root, "root");
    }

    // Messages that are in the mailbox are handled before the pill.
    [OnDrain(TimeoutSeconds = 10)]
    private async Task DrainAsync() => await Root.GracefulStop(TimeSpan.FromSeconds(9));

    // Runs the coordinated shutdown.
    [OnShutdown]
    private async Task TerminateAsync()
    {
        using var system = _system!;
        await system.Terminate();
    }
}
