namespace Lifecycle.Benchmarks.Programs.Peers;

internal class OurProgram : PeerProgram
{
    public override string UnitKind => "[Lifecycle.Unit]\npublic sealed partial class";

    public override string Contract => "";

    public override string RunOnce => "await App.RunAsync();";

    public override string Items(ProgramSpec spec, Repository repository) => $"""
        <Reference Include="{repository.Runtime("net10.0")}" />
        <Analyzer Include="{Repository.Generator}" />
        <Analyzer Include="{Repository.Core}" />
        <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" Version="{HostProgram.Version}" />
        """;

    public override string Hooks(ProgramSpec spec, Graph graph, int unit)
    {
        var up = UnitWriter.Hook(spec, graph, unit, "UpAsync");
        var down = UnitWriter.Hook(spec, graph, unit, "DownAsync");
        var main = spec.Measure == Measure.FirstRun && unit == graph.Count - 1
            ? "    [Lifecycle.Run] private Task MainAsync(CancellationToken stopping) => Program.StartedAsync(stopping);\n" : "";
        return $"    [Lifecycle.OnStartup] private {up[0]} Open({up[1]}){up[2]}\n"
            + $"    [Lifecycle.OnShutdown] private {down[0]} Close({down[1]}){down[2]}\n{main}";
    }

    public override string Subject(ProgramSpec spec, Graph graph) => """
        [Lifecycle.Worker]
        public sealed partial class App;

        public sealed class Subject(string variant) : ISubject
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
}
