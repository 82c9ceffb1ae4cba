using Lifecycle.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Lifecycle.Analyzers.Tests;

/// <summary>A project that references the package and does not use it pays for nothing: its analyzers register no callback.</summary>
public sealed class UnusedRuntimeTests
{
    private const string Library = """
        namespace Lib;
        [Worker]
        public sealed partial class Server;
        [Unit]
        public sealed partial class Db { [OnStartup] public void Open() { } }
        """;

    [Theory]
    [InlineData("class Plain { void Start() { Start(); } }")]
    [InlineData("// Lifecycle, and what it says of hooks\nclass Plain { string Name => \"Lifecycle\" + nameof(Lifecycles); int Lifecycles; }")]
    [InlineData("namespace App.LifecycleOfThings; class AppLifecycle { }")]
    [InlineData("")]
    public async Task Nothing_is_registered_without_the_name_of_the_namespace(string source) =>
        Assert.Equal(0, await RegisteredAsync(Project.WithoutUsing(source)));

    [Fact]
    public async Task Nor_is_it_with_another_package_of_the_library() =>
        Assert.Equal(0, await RegisteredAsync(Project.WithoutUsing("class Plain { }").Referencing("Lifecycle.Gen.More", Library)));

    [Fact]
    public async Task Rules_run_where_a_library_uses_the_runtime() =>
        Assert.NotEqual(0, await RegisteredAsync(Project.WithoutUsing("class Plain { }").Referencing("Lib", Library)));

    [Theory]
    [InlineData("using Lifecycle; class Plain { }")]
    [InlineData("using U = global::Lifecycle.UnitAttribute; [U] partial class Db { }")]
    [InlineData("[@Lifecycle.Unit] partial class Db { }")]
    [InlineData("namespace Lifecycle.Of.App { class Plain { } }")]
    public async Task Rules_run_where_the_namespace_is_named(string source) => Assert.NotEqual(0, await RegisteredAsync(Project.WithoutUsing(source)));

    [Fact]
    public async Task The_name_is_found_wherever_it_stands_in_a_long_file()
    {
        for (var length = 16 * 1024 - 30; length < 16 * 1024 + 2; length++)
        {
            var source = $"/*{new string(' ', length)}*/ [Lifecycle.Unit] partial class Db {{ }}";
            Assert.True(Core.Extraction.RuntimeUse.In(await CompilationAsync(Project.WithoutUsing(source)), CancellationToken.None), $"at {length}");
        }
    }

    [Fact]
    public async Task Calls_are_looked_at_where_a_library_has_the_units() => await Project.WithoutUsing("""
        class Tests
        {
            async Task RunAsync(Lib.Db db)
            {
                [|db.Open()|];
                await using var server = new Lib.Server();
                {|LCG5001:server.StartAsync()|};
            }
        }
        """).Referencing("Lib", Library).Reports("LCG3007");

    private static async Task<Microsoft.CodeAnalysis.Compilation> CompilationAsync(Project project) =>
        (await project.CreateSolution().Projects.Single().GetCompilationAsync())!;

    private static async Task<int> RegisteredAsync(Project project)
    {
        var watched = (await CompilationAsync(project)).WithAnalyzers(ShippedParts.Instance.Analyzers, new AnalyzerOptions([]));
        await watched.GetAnalyzerDiagnosticsAsync();
        var registered = 0;
        foreach (var analyzer in ShippedParts.Instance.Analyzers)
            registered += Callbacks(await watched.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None));
        return registered;
    }

    private static int Callbacks(AnalyzerTelemetryInfo info) => info.SymbolActionsCount + info.SymbolStartActionsCount + info.SyntaxNodeActionsCount
        + info.OperationActionsCount + info.OperationBlockActionsCount + info.OperationBlockStartActionsCount + info.CodeBlockActionsCount
        + info.SemanticModelActionsCount + info.SyntaxTreeActionsCount + info.CompilationEndActionsCount;
}
