namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>This library inside of the Generic Host: a worker that is added to an empty builder. Without units it is the host alone.</summary>
internal sealed class HostedProgram : OurProgram
{
    public override string Usings => "using Lifecycle;\nusing Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;";

    public override string RunOnce => throw new NotSupportedException("Only its cycles are measured.");

    public override string Items(ProgramSpec spec, Repository repository) => $"""
        {base.Items(spec, repository)}
        <Reference Include="{repository.Hosting("net10.0")}" />
        <PackageReference Include="Microsoft.Extensions.Hosting" Version="{HostProgram.Version}" />
        <PackageReference Include="Microsoft.Extensions.Diagnostics.HealthChecks" Version="{HostProgram.Version}" />
        """;

    public override string Subject(ProgramSpec spec, Graph graph) => $$"""
        {{(graph.Count == 0 ? "" : "[Lifecycle.Worker]\npublic sealed partial class App;\n")}}
        public sealed class Subject(string variant) : ISubject
        {
            public async Task CycleAsync()
            {
                using IHost host = BuildHost();
                await host.StartAsync();
                await host.StopAsync();
            }

            public (Func<Task> Start, Func<Task> Stop) Build()
            {
                // A host starts only once.
                IHost host = BuildHost();
                return (() => host.StartAsync(), async () =>
                {
                    await host.StopAsync();
                    host.Dispose();
                });
            }

            private static IHost BuildHost()
            {
                HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
                {{(graph.Count == 0 ? "" : "builder.Services.AddWorker<App>();")}}
                return builder.Build();
            }
        }

        """;
}
