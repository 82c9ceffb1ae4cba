namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>
/// Akka.NET's CoordinatedShutdown: phases that run one after another, with the tasks of a phase at once; a phase for each layer of the graph. It only stops:
/// the start is a loop written by hand.
/// </summary>
internal sealed class AkkaProgram : PeerProgram
{
    public const string Version = "1.5.74";

    public override string Usings => "using Akka;\nusing Akka.Actor;\nusing Akka.Configuration;";

    public override string Items(ProgramSpec spec, Repository repository) => $"""<PackageReference Include="Akka" Version="{Version}" />""";

    public override string Subject(ProgramSpec spec, Graph graph)
    {
        var layers = graph.Layers;
        return $$""""
            public sealed class Subject(string variant) : ISubject
            {
                private static readonly Config s_config = ConfigurationFactory.ParseString("""
                    akka {
                      loglevel = OFF
                      stdout-loglevel = OFF
                      coordinated-shutdown {
                        exit-clr = off
                        run-by-clr-shutdown-hook = off
                        phases {
            {{Phases(layers.Max())}}
                        }
                      }
                    }
                    """);

                private readonly List<IPart> _parts = [];

                public async Task CycleAsync()
                {
                    var system = Build();
                    await StartAsync();
                    await StopAsync(system);
                }

                (Func<Task> Start, Func<Task> Stop) ISubject.Build()
                {
                    ActorSystem? system = null;
                    return (() =>
                    {
                        system = Build();
                        return StartAsync();
                    }, () => StopAsync(system!));
                }

                private async Task StartAsync()
                {
                    foreach (var part in _parts)
                        await part.StartAsync(default);
                }

                private static Task StopAsync(ActorSystem system) =>
                    CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);

                private ActorSystem Build()
                {
                    var system = ActorSystem.Create("measured", s_config);
                    var shutdown = CoordinatedShutdown.Get(system);
                    _parts.Clear();
            {{ConstructAll(spec, graph, unit => "")}}
            {{ForEach(spec, graph, unit => $"Add(shutdown, \"layer-{layers[unit]}\", \"u{unit}\", u{unit});")}}        return system;
                }

                private void Add(CoordinatedShutdown shutdown, string phase, string name, IPart part)
                {
                    _parts.Add(part);
                    shutdown.AddTask(phase, name, async () =>
                    {
                        await part.StopAsync(default);
                        return Done.Instance;
                    });
                }
            }

            """";
    }

    /// <summary>The phases from the last layer to the first, and the end of the actor system after them.</summary>
    private static string Phases(int last) =>
        string.Join('\n', Enumerable.Range(0, last + 1).Reverse()
            .Select(layer => $"              layer-{layer} {{ depends-on = [{(layer == last ? "" : $"layer-{layer + 1}")}] }}")
            .Append("              before-actor-system-terminate { depends-on = [cluster-shutdown, layer-0] }"));
}
