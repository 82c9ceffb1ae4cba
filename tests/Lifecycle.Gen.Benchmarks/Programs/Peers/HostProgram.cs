namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>
/// Microsoft.Extensions.Hosting with an empty builder. The variant says how services are registered and started, such as "factory concurrent". The host knows
/// no dependencies: its services are made without them, in the order of registration, which is in its favour.
/// </summary>
internal sealed class HostProgram(string version) : PeerProgram
{
    /// <summary>The version that rows about one host compare with.</summary>
    public const string Version = "10.0.15";

    public const string NextVersion = "11.0.0";

    public override string Contract => " : IHostedService";

    public override bool TakesDependencies => false;

    public override string Usings => "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;";

    public override string RunOnce => "await Subject.RunAsync(variant, StartedAsync);";

    public override string Items(ProgramSpec spec, Repository repository) =>
        $"""<PackageReference Include="Microsoft.Extensions.Hosting" Version="{version}" />""";

    public override string Subject(ProgramSpec spec, Graph graph) => $$"""
        internal static class Registrations
        {
            public static void Factories(IServiceCollection services)
            {
        {{ForEach(spec, graph, static unit => $"services.AddSingleton<IHostedService>(static _ => new U{unit}());")}}    }

            public static void HostedServices(IServiceCollection services)
            {
        {{ForEach(spec, graph, static unit => $"services.AddHostedService<U{unit}>();")}}    }
        }

        public sealed class Subject(string variant) : ISubject
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
