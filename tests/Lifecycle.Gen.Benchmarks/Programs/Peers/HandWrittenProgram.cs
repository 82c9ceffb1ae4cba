namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>See <c>HandWrittenApp</c>.</summary>
internal sealed class HandWrittenProgram : PeerProgram
{
    public override string RunOnce => "await Subject.Build().RunAsync(StartedAsync);";

    public override string Items(ProgramSpec spec, Repository repository) => $"""<Compile Include="{repository.InProgram}/HandWrittenApp.cs" />""";

    public override string Subject(ProgramSpec spec, Graph graph) => $$"""
        public sealed class Subject(string variant) : ISubject
        {
            private static readonly PartGraph s_graph = new([{{string.Join(", ", graph.Flat())}}], {{graph.Count}});

            public static HandWrittenApp Build()
            {
                var parts = new IPart[{{graph.Count}}];
        {{ConstructAll(spec, graph, static unit => $"        parts[{unit}] = u{unit};\n")}}        return new HandWrittenApp(s_graph, parts);
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
