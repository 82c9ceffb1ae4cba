namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>Orleans' ILifecycleSubject: stages one after another, the observers of a stage at once; a stage for each layer of the graph.</summary>
internal sealed class OrleansProgram : PeerProgram
{
    public const string Version = "10.4.2";

    public override string Usings => "using Microsoft.Extensions.Logging.Abstractions;\nusing Orleans;";

    public override string Items(ProgramSpec spec, Repository repository) =>
        $"""<PackageReference Include="Microsoft.Orleans.Core" Version="{Version}" />""";

    public override string Subject(ProgramSpec spec, Graph graph)
    {
        var layers = graph.Layers;
        return $$"""
            internal sealed class Lifecycle() : LifecycleSubject(NullLogger.Instance);

            public sealed class Subject(string variant) : ISubject
            {
                public async Task CycleAsync()
                {
                    var lifecycle = Build();
                    await lifecycle.OnStart(default);
                    await lifecycle.OnStop(default);
                }

                (Func<Task> Start, Func<Task> Stop) ISubject.Build()
                {
                    // It starts only once.
                    ILifecycleSubject? lifecycle = null;
                    return (() => (lifecycle = Build()).OnStart(default), () => lifecycle!.OnStop(default));
                }

                private static ILifecycleSubject Build()
                {
                    var lifecycle = new Lifecycle();
            {{ConstructAll(spec, graph, static _ => "")}}
            {{ForEach(spec, graph, unit => $"lifecycle.Subscribe(\"u{unit}\", {layers[unit]}, u{unit}.StartAsync, u{unit}.StopAsync);")}}
                    return lifecycle;
                }
            }

            """;
    }
}
