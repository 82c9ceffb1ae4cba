using System.Collections.Immutable;
using Lifecycle.Analyzers;
using Lifecycle.Generator.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Roslyn512.Tests;

/// <summary>What C# 15 adds, around units and in hooks: composed right, and read right by the rules.</summary>
public sealed class CSharp15Tests
{
    // .NET 11 has them; a program for .NET 10 declares them itself.
    private const string Support =
        """
        namespace System.Runtime.CompilerServices
        {
            [System.AttributeUsage(System.AttributeTargets.All)] public sealed class UnionAttribute : System.Attribute;
            public interface IUnion { object? Value { get; } }
            [System.AttributeUsage(System.AttributeTargets.Class)] public sealed class IsClosedTypeAttribute : System.Attribute;
            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            public sealed class ClosedSubtypeAttribute(params System.Type[] types) : System.Attribute { public System.Type[] Types => types; }
        }
        """;

    [Fact]
    public void A_unit_in_a_union_is_generated_as_a_part_of_the_union() => Assert.Contains("partial union Result", Run(
        """
        public sealed record Good;
        public sealed record Bad;
        public partial union Result(Good, Bad)
        {
            [Unit] public sealed partial class Cache { [OnStartup] private void Fill() { } }
        }
        [Worker] public sealed partial class Server;
        """).File("Result-Cache.Unit"), StringComparison.Ordinal);

    [Fact]
    public void A_union_is_an_input() => Assert.Contains("Server(global::Result result,", Run(
        """
        public sealed record Good;
        public sealed record Bad;
        public union Result(Good, Bad);
        [Unit] public sealed partial class Api(Result result) { [Run] private void Show() => System.Console.WriteLine(result is Good); }
        [Worker] public sealed partial class Server;
        """).File("Server.Worker"), StringComparison.Ordinal);

    [Fact]
    public void A_closed_base_class_has_hooks_and_units() => Assert.Contains("new global::Api([file, sql])", Run(
        """
        public closed class Store { [OnStartup] protected void Open() { } }
        [Unit] public sealed partial class File : Store;
        [Unit] public sealed partial class Sql : Store;
        [Unit] public sealed partial class Api(IReadOnlyList<Store> stores) { public int Count => stores.Count; }
        [Worker] public sealed partial class Server;
        """).File("Server.Worker"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[OnStartup] private unsafe void Open() { }", "LCG3001")]
    [InlineData("public unsafe Api() { }", "LCG2003")]
    public async Task An_unsafe_member_is_refused_under_the_rules_of_memory_safety(string member, string rule)
    {
        var run = Run($$"""[Unit] public sealed partial class Api { {{member}} } [Worker] public sealed partial class Server;""", UpdatedRules);
        Assert.Equal([rule], (await AnalyzeAsync(run)).Select(found => found.Id));
    }

    [Theory]
    [InlineData("[OnStartup] private unsafe void Open() { }")]
    [InlineData("public unsafe Api() { }")]
    public async Task An_unsafe_member_is_called_under_the_rules_before(string member) => Assert.Empty(await AnalyzeAsync(
        Run(
            $$"""[Unit] public sealed partial class Api { {{member}} } [Worker] public sealed partial class Server;""",
            options => options.WithAllowUnsafe(true))));

    [Theory]
    [InlineData("break outer;", null)]
    [InlineData("break;", "LCG4004")]
    [InlineData("continue outer;", "LCG4004")]
    public async Task A_labelled_jump_leaves_the_loop_that_it_names(string jump, string? rule)
    {
        var found = await AnalyzeAsync(Run(
            $$"""
            [Unit] public sealed partial class Poller
            {
                private int _count;

                [OnStartup] private async Task PollAsync(CancellationToken token)
                {
                    outer: while (true)
                    {
                        await Task.Delay(10, token);
                        while (true)
                        {
                            if (_count++ > 3)
                                {{jump}}
                            await Task.Delay(10, token);
                        }
                    }
                }
            }
            """));
        Assert.Equal(rule is null ? [] : [rule], found.Select(diagnostic => diagnostic.Id));
    }

    /// <summary>The compiler writes no state machine then; generated code calls the hooks as before.</summary>
    [Fact]
    public void Hooks_may_be_compiled_as_runtime_async()
    {
        var output = Run("""
            [Unit] public sealed partial class Api
            {
                [OnStartup] private async Task OpenAsync(CancellationToken token) => await Task.Delay(1, token);
                [OnReady] private async ValueTask ShowAsync() => await Task.Yield();
                [Lifespan] private async IAsyncEnumerable<int> LiveAsync() { await Task.Yield(); yield return 1; }
            }
            [Worker] public sealed partial class Server;
            """).Output;
        var parse = ((CSharpParseOptions)output.SyntaxTrees.First().Options).WithFeatures([new("runtime-async", "on")]);
        var compilation = output.RemoveAllSyntaxTrees().AddSyntaxTrees(output.SyntaxTrees.Select(tree =>
            CSharpSyntaxTree.ParseText(tree.GetText(), parse, tree.FilePath)))
            // The library of .NET 10 calls what the compiler uses experimental.
            .WithOptions(output.Options.WithSpecificDiagnosticOptions([new("SYSLIB5007", ReportDiagnostic.Suppress)]));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        using var reader = new System.Reflection.PortableExecutable.PEReader(image);
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(reader);
        var types = metadata.TypeDefinitions.Select(type => metadata.GetString(metadata.GetTypeDefinition(type).Name)).ToList();
        Assert.DoesNotContain(types, name => name.StartsWith("<OpenAsync>", StringComparison.Ordinal));
        Assert.Contains(types, name => name.StartsWith("<LiveAsync>", StringComparison.Ordinal));
    }

#pragma warning disable RSEXPERIMENTAL006 // The option may still change, and the test then says so.
    private static CSharpCompilationOptions UpdatedRules(CSharpCompilationOptions options) =>
        options.WithAllowUnsafe(true).WithMemorySafetyRulesVersion(MemorySafetyRulesVersion.Version2);
#pragma warning restore RSEXPERIMENTAL006

    internal static GeneratorRun Run(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null) => GeneratorHarness.Run(
        new GeneratorInput
        {
            Files = { ["Units.cs"] = source, ["Support.cs"] = Support },
            Versions = [options == UpdatedRules ? LanguageVersion.Preview : LanguageVersion.CSharp15],
            Options = options ?? (static usual => usual),
            // A label that no jump names; the token of an iterator, of which the shipped suppressor says that generated code passes it.
            AllowedDiagnostics = new HashSet<string>(StringComparer.Ordinal) { "CS0164", "CS8425" },
        });

    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(GeneratorRun run)
    {
        var analyzers = typeof(LifecycleAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LifecycleAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
        return await run.Output.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
