namespace Lifecycle.Generator.Tests;

/// <summary>
/// What the compiler accepts is composed right, or refused with a message at the program's own code: never an error in generated files alone.
/// </summary>
public class AnyCodeTests
{
    [Fact]
    public async Task Members_may_have_the_names_of_generated_ones() =>
        Assert.Equal(["7 sim plan text other"], await Execution.LogOf("""
            [Unit] public sealed partial class _sim { public override string ToString() => "sim"; }
            [Unit] public sealed partial class Taker(_sim unit, int sim, string s_plan, string _s_fault)
            {
                [OnReady] private void Use() => Test.Log.Add($"{sim} {unit} {s_plan} {_s_fault}");
            }

            [Worker] public sealed partial class Server
            {
                private static readonly string s_plan = "plan text";
                private const string s_fault = "other";
                public static string Texts => s_plan + s_fault;
            }

            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(sim: 7, s_plan: "plan text", _s_fault: "other");
                    await server.StartAsync();
                }
            }
            """));

    [Fact]
    public async Task A_worker_may_have_members_of_the_names_that_generated_code_calls() =>
        Assert.Equal(["plain False None 1 Api"], await Execution.LogOf("""
            using Microsoft.Extensions.Logging;
            [Phase] public sealed class FlushAttribute : PhaseAttribute;
            [ExtensionPoint] public interface IFormat;
            public interface ICheck;
            [Extension] public sealed class Plain : IFormat { public override string ToString() => "plain"; }
            [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache : ICheck { private static bool IsOn(int size) => size > 3; }
            [Unit] public sealed partial class Disk : ICheck { [Flush] private void Write() => Test.Log.Add("flushed"); }
            [Unit] public sealed partial class Api(IReadOnlyList<IFormat> formats, IFormat[] copies, Cache? cache, IReadOnlyList<ICheck> checks,
                ILogger<Api> log, System.TimeProvider clock, IWorkerContext context, WorkerOptions options, ILoggerFactory loggers)
            {
                [OnReady] private void Use() => Test.Log.Add(
                    $"{formats[0]} {cache is not null} {(log.IsEnabled(LogLevel.Critical) ? "Some" : "None")} {checks.Count} {GetType().Name}"
                    + (copies.Length + (clock == options.TimeProvider ? 0 : 7) + (context is null || loggers is null ? 7 : 0) == 1 ? "" : " wrong"));
            }

            [Worker] public sealed partial class Server
            {
                public new string Options = "", GetContext = "", IsEnabled = "", AsUnit = "", RunPhaseAsync = "";
                public string Decide = "", Present = "", Extend = "", CreateLogger = "", Extensions = "", GetUnit = "", FindUnit = "";
            }

            public static partial class Test
            {
                public static async Task GoAsync() { await using var server = new Server(size: 1); await server.StartAsync(); }
            }
            """));

    [Fact]
    public async Task A_hook_of_a_worker_may_be_called_RunAsync() =>
        Assert.Equal(["ran"], await Execution.LogOf("""
            [Unit] public sealed partial class Api;
            [Worker] public sealed partial class Server
            {
                [Run] private Task RunAsync(CancellationToken token) { Test.Log.Add("ran"); return Task.CompletedTask; }
                private void Construct() { }
                public void Use() => Construct();
            }

            public static partial class Test { public static async Task GoAsync() => await Server.RunAsync(options: null, CancellationToken.None); }
            """));

    [Fact]
    public void A_faulted_worker_may_have_them_too() =>
        Assert.Contains("s_fault2", GeneratorHarness.Run("""
            [Unit] public abstract partial class A;
            [Worker] public sealed partial class W { private const string s_plan = "", s_fault = ""; public static string Texts => s_plan + s_fault; }
            """).File("W.Worker"), StringComparison.Ordinal);

    /// <summary>Warnings are errors here: what is suppressed where a member is used is not suppressed elsewhere.</summary>
    [Fact]
    public void What_is_obsolete_or_experimental_with_an_id_raises_nothing_in_generated_files()
    {
        var run = GeneratorHarness.Run("""
            #pragma warning disable SHOP1, SHOP2, SHOP3, SHOP4, SHOP5
            using System.Diagnostics.CodeAnalysis;
            [System.Obsolete("old", DiagnosticId = "SHOP1")] public interface IOld;
            [Experimental("SHOP2")] public sealed class Settings;
            [Unit, Experimental("SHOP3")] public sealed partial class New : IOld;
            [Unit] public sealed partial class Made { [System.Obsolete("made", DiagnosticId = "SHOP4")] public Made() { } }
            [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Taker(New unit, IOld old, Settings settings, Made made, List<Settings[]> all)
            {
                private static bool IsOn(Settings settings) => settings is not null;
                [OnReady, System.Obsolete("hook", DiagnosticId = "SHOP5")] private void Use() => System.Console.WriteLine((unit, old, settings, made, all));
            }

            [Worker] public sealed partial class Server;
            """);
        Assert.Contains("#pragma warning disable SHOP1, SHOP2, SHOP3, SHOP4\n", run.File("Server.Worker"), StringComparison.Ordinal);
        Assert.Contains("#pragma warning disable SHOP1, SHOP2, SHOP3, SHOP5\n", run.File("Taker.Unit"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_may_promise_to_be_CLS_compliant()
    {
        var run = GeneratorHarness.Run("""
            [assembly: System.CLSCompliant(true)]
            public class FlushAttribute : PhaseAttribute;
            public interface IPart;
            [Unit(EnabledBy = nameof(IsOn), DisplayName = "open")] public partial class Open(string path) : IPart
            {
                private static bool IsOn(bool isOn) => isOn;
                [OnStartup(Retries = 2)] protected Task UpAsync(IWorkerContext context, CancellationToken token) => Task.FromResult((path, context, token));
                [Flush] private void Flush() { }
            }

            [Unit] public sealed partial class Taker(IReadOnlyList<IPart> parts) { [Run] public void Run() => System.Console.WriteLine(parts); }
            [Worker] public sealed partial class Server { [OnReady] private void Ready() { } }
            """);
        Assert.Contains("public static global::System.Threading.Tasks.Task<int> RunAsync(", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_that_differ_inside_of_a_contract_are_no_matter_of_generated_files()
    {
        var run = GeneratorHarness.Run("""
            public interface IRead<T>;
            [Unit] public sealed partial class Some : IRead<string?>;
            [Unit] public sealed partial class Taker(IRead<string> read) { [OnReady] private void Use() => System.Console.WriteLine(read); }
            [Worker] public sealed partial class Server;
            """);
        Assert.Contains("new global::Taker(some)", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public required string Path { get; set; }", "LCG2003")]
    [InlineData("public required string Path;", "LCG2003")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public A() => Path = \"\"; public required string Path { get; set; }", null)]
    public void Required_members_are_set_by_the_constructor_or_reported(string members, string? rule)
    {
        var run = GeneratorHarness.Run($$"""[Unit] public sealed partial class A { {{members}} } [Worker] public sealed partial class W;""");
        Assert.Equal(rule is not null, run.File("W.Worker").Contains($"s_fault = \"{rule}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Types_of_an_extern_alias_are_not_taken_for_each_other()
    {
        var library = GeneratorHarness.CompileLibrary("Other", "namespace Shop; public class Settings;");
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["A.cs"] = """
                    [Unit] public sealed partial class A(Shop.Settings own) { [OnReady] private void Use() => System.Console.WriteLine(own); }
                    [Worker] public sealed partial class W;
                    """,
                ["B.cs"] = """
                    extern alias other;
                    [Unit] public sealed partial class B(other::Shop.Settings theirs) { [OnReady] private void Use() => System.Console.WriteLine(theirs); }
                    """,
                ["Settings.cs"] = "namespace Shop { public class Settings; }",
            },
            References = [library.Reference.WithAliases(["other"])],
        });
        Assert.Contains(
            "s_fault = \"LCG2004: B takes what no worker can pass: Settings theirs is a type of Other, which only an extern alias reaches",
            run.File("W.Worker"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IMetrics? metrics", "public Server(global::IMetrics? metrics = null, ")]
    [InlineData("Settings? settings", "public Server(global::Settings? settings = null, ")]
    [InlineData("IMetrics metrics", "public Server(global::IMetrics metrics, ")]
    [InlineData("string? name", "public Server(string? name, ")]
    public void An_optional_contract_that_nothing_provides_is_null_by_default(string parameter, string constructor) =>
        Assert.Contains(constructor, GeneratorHarness.Run($$"""
            public interface IMetrics; public sealed class Settings;
            [Unit] public sealed partial class A({{parameter}}) { [OnReady] private void Use() => System.Console.WriteLine({{parameter.Split(' ')[1]}}); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker"), StringComparison.Ordinal);
}
