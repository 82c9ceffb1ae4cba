namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>Pure.DI: it makes and disposes objects, so that a constructor is the start of a unit and Dispose its stop.</summary>
internal sealed class PureDiProgram : PeerProgram
{
    public const string Version = "2.5.7";

    public override string Contract => " : IDisposable";

    public override string Usings => "using Pure.DI;";

    public override string Items(ProgramSpec spec, Repository repository) =>
        $"""<PackageReference Include="Pure.DI" Version="{Version}" PrivateAssets="all" />""";

    public override string Hooks(ProgramSpec spec, Graph graph, int unit)
    {
        var start = UnitWriter.BlockingHook(spec, graph, unit, "UpAsync");
        return (spec.Hooks == HookKind.Synchronous ? "" : $"    private readonly bool _up = Run(static (){start.TrimEnd(';')});\n")
            + $"    public void Dispose(){UnitWriter.BlockingHook(spec, graph, unit, "DownAsync")}\n"
            + (spec.Hooks == HookKind.Synchronous ? "" : "    private static bool Run(Action start)\n    {\n        start();\n        return true;\n    }\n");
    }

    public override string Subject(ProgramSpec spec, Graph graph)
    {
        var roots = Enumerable.Range(0, graph.Count).Except(graph.Dependencies.SelectMany(static own => own)).ToList();
        return $$"""
            /// <summary>Takes the units that no other takes.</summary>
            public sealed class Roots({{string.Join(", ", roots.Select(static unit => $"U{unit} u{unit}"))}})
            {
                public object[] All { get; } = [{{string.Join(", ", roots.Select(static unit => $"u{unit}"))}}];
            }

            internal sealed partial class Composition
            {
                [Conditional("DI")]
                private static void Setup()
                {
            {{ForEach(spec, graph, static unit => $"DI.Setup(nameof(Composition)).Bind().As(Lifetime.Singleton).To<U{unit}>();")}}
                    DI.Setup(nameof(Composition)).Root<Roots>("Root");
                }
            }

            public sealed class Subject(string variant) : ISubject
            {
                public Task CycleAsync()
                {
                    using var composition = new Composition();
                    _ = composition.Root;
                    return Task.CompletedTask;
                }

                public (Func<Task> Start, Func<Task> Stop) Build()
                {
                    Composition? composition = null;
                    return (() =>
                    {
                        composition = new Composition();
                        _ = composition.Root;
                        return Task.CompletedTask;
                    }, () =>
                    {
                        composition!.Dispose();
                        return Task.CompletedTask;
                    });
                }
            }

            """;
    }
}
