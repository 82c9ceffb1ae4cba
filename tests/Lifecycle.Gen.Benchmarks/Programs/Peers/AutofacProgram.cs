namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>
/// Autofac's IStartable: started, without a task, while the container is built, and stopped by its disposal. The variant says how components are registered,
/// "lambda" or "type".
/// </summary>
internal sealed class AutofacProgram : PeerProgram
{
    public const string Version = "9.3.3";

    public override string Contract => " : IStartable, IDisposable";

    public override string Usings => "using Autofac;";

    public override string Items(ProgramSpec spec, Repository repository) => $"""<PackageReference Include="Autofac" Version="{Version}" />""";

    public override string Hooks(ProgramSpec spec, Graph graph, int unit) =>
        $"    public void Start(){UnitWriter.BlockingHook(spec, graph, unit, "UpAsync")}\n"
        + $"    public void Dispose(){UnitWriter.BlockingHook(spec, graph, unit, "DownAsync")}\n";

    public override string Subject(ProgramSpec spec, Graph graph) => $$"""
        internal static class Registrations
        {
            public static void Lambdas(ContainerBuilder builder)
            {
        {{ForEach(spec, graph, unit => $"builder.Register(static c => {Resolution(graph, unit)}).AsSelf().As<IStartable>().SingleInstance();")}}    }

            public static void Types(ContainerBuilder builder)
            {
        {{ForEach(spec, graph, static unit => $"builder.RegisterType<U{unit}>().AsSelf().As<IStartable>().SingleInstance();")}}    }
        }

        public sealed class Subject(string variant) : ISubject
        {
            public async Task CycleAsync()
            {
                await using var container = Start();
            }

            public (Func<Task> Start, Func<Task> Stop) Build()
            {
                IContainer? container = null;
                return (() =>
                {
                    container = Start();
                    return Task.CompletedTask;
                }, () => container!.DisposeAsync().AsTask());
            }

            private IContainer Start()
            {
                var builder = new ContainerBuilder();
                if (variant == "lambda")
                    Registrations.Lambdas(builder);
                else
                    Registrations.Types(builder);

                return builder.Build();
            }
        }

        """;

    private static string Resolution(Graph graph, int unit) =>
        $"new U{unit}({string.Join(", ", graph.Dependencies[unit].Select(static dependency => $"c.Resolve<U{dependency}>()"))})";
}
