using System.Text;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes what starts and stops the units: the part in which the peers differ.</summary>
internal static class ProgramWriter
{
    public static string Write(ProgramSpec spec, Graph graph)
    {
        var subject = spec.Peer switch
        {
            Peer.Ours => Ours,
            Peer.HandWritten => HandWritten(spec, graph),
            Peer.Host => Host(graph),
            _ => "",
        };
        return spec.Peer == Peer.Hello ? Hello : Usings(spec) + subject + (spec.Measure == Measure.Warm ? WarmMain(spec) : FirstRunMain(spec));
    }

    private static string Usings(ProgramSpec spec) => $"""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;
        {(spec.Peer == Peer.Host ? "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;" : "")}

        namespace Measured;


        """;

    private const string Hello = """
        using System;
        using System.Threading;

        Console.WriteLine("started " + System.Diagnostics.Stopwatch.GetTimestamp());
        if (args.Length > 0)
            Thread.Sleep(Timeout.Infinite);
        """;

    // The program says "started" once all units are up, and serves until it gets a stop signal, or ends at once.
    private static string FirstRunMain(ProgramSpec spec) => $$"""

        public static class Program
        {
            private static bool s_serve;

            public static async Task Main(string[] args)
            {
                s_serve = args.Length > 0 && args[0] == "serve";
                string variant = args.Length > 1 ? args[1] : "";
                long began = Stopwatch.GetTimestamp();
                {{RunOnce(spec.Peer)}}
                long took = Stopwatch.GetTimestamp() - began;
                Console.WriteLine("cycle " + took);
            }

            public static Task StartedAsync(CancellationToken stopping)
            {
                if (!s_serve)
                    return Task.CompletedTask;

                Console.WriteLine("started " + Stopwatch.GetTimestamp());
                return Task.Delay(Timeout.Infinite, stopping);
            }
        }
        """;

    private static string RunOnce(Peer peer) => peer switch
    {
        Peer.Ours => "await App.RunAsync();",
        Peer.HandWritten => "await HandWritten.Build().RunAsync(StartedAsync);",
        _ => "await HostPeer.RunAsync(variant, StartedAsync);",
    };

    private static string WarmMain(ProgramSpec spec) => $$"""

        public static class Program
        {
            public static Task Main(string[] args) => WarmProbe.MainAsync(args[0], new {{(spec.Peer == Peer.Host ? "HostPeer(args[1])" : $"{spec.Peer}()")}});
        }
        """;

    private const string Ours = """
        [Lifecycle.Worker]
        public sealed partial class App;

        public sealed class Ours : ISubject
        {
            public async Task CycleAsync()
            {
                var app = new App();
                await app.StartAsync();
                await app.StopAsync();
            }

            public (Func<Task> Start, Func<Task> Stop) Build()
            {
                var app = new App();
                return (() => app.StartAsync(), () => app.StopAsync());
            }
        }

        """;

    private static string HandWritten(ProgramSpec spec, Graph graph)
    {
        var units = new StringBuilder();
        for (var unit = 0; unit < graph.Count; unit++)
            units.Append($"        var u{unit} = {UnitWriter.Construction(spec, graph, unit)};\n        parts[{unit}] = u{unit};\n");

        return $$"""
            public sealed class HandWritten : ISubject
            {
                private static readonly PartGraph s_graph = new([{{string.Join(", ", graph.Flat())}}], {{graph.Count}});

                public static HandWrittenApp Build()
                {
                    var parts = new IPart[{{graph.Count}}];
            {{units}}        return new HandWrittenApp(s_graph, parts);
                }

                public async Task CycleAsync()
                {
                    var app = Build();
                    await app.StartAsync();
                    await app.StopAsync();
                }

                (Func<Task> Start, Func<Task> Stop) ISubject.Build()
                {
                    var app = Build();
                    return (() => app.StartAsync(), app.StopAsync);
                }
            }

            """;
    }

    private static string Host(Graph graph)
    {
        var factories = new StringBuilder();
        var hosted = new StringBuilder();
        for (var unit = 0; unit < graph.Count; unit++)
        {
            factories.Append($"        services.AddSingleton<IHostedService>(static _ => new U{unit}());\n");
            hosted.Append($"        services.AddHostedService<U{unit}>();\n");
        }

        return $$"""
            internal static class Registrations
            {
                public static void Factories(IServiceCollection services)
                {
            {{factories}}    }

                public static void HostedServices(IServiceCollection services)
                {
            {{hosted}}    }
            }

            /// <summary>The variant says how services are registered and started, such as "factory concurrent".</summary>
            public sealed class HostPeer(string variant) : ISubject
            {
                public static async Task RunAsync(string variant, Func<CancellationToken, Task> main)
                {
                    using IHost host = Build(variant);
                    await host.StartAsync();
                    CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                    try
                    {
                        await main(stopping);
                    }
                    catch (OperationCanceledException)
                    {
                    }

                    await host.StopAsync();
                }

                public async Task CycleAsync()
                {
                    using IHost host = Build(variant);
                    await host.StartAsync();
                    await host.StopAsync();
                }

                (Func<Task> Start, Func<Task> Stop) ISubject.Build()
                {
                    // A host starts only once: each start builds the next one, and building is not counted apart.
                    IHost? host = null;
                    return (() => (host = Build(variant)).StartAsync(), async () =>
                    {
                        await host!.StopAsync();
                        host.Dispose();
                    });
                }

                private static IHost Build(string variant)
                {
                    HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
                    if (variant.StartsWith("factory"))
                        Registrations.Factories(builder.Services);
                    else
                        Registrations.HostedServices(builder.Services);
                    if (variant.EndsWith("concurrent"))
                    {
                        builder.Services.Configure<HostOptions>(static options =>
                        {
                            options.ServicesStartConcurrently = true;
                            options.ServicesStopConcurrently = true;
                        });
                    }

                    return builder.Build();
                }
            }

            """;
    }
}
