using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Robustness;

/// <summary>
/// Code is broken most of the time that somebody writes it: tokens are deleted, doubled and swapped at random (the seed is fixed), and neither
/// the generator nor an analyzer nor a fix may throw. <c>LIFECYCLE_MUTANTS</c> sets another number of mutants.
/// </summary>
public sealed class BrokenCodeTests
{
    private const int Batches = 8;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);
    private static readonly CSharpCompilation s_empty = WithoutSource();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Batches)];

    private static int MutantsPerBatch =>
        int.TryParse(Environment.GetEnvironmentVariable("LIFECYCLE_MUTANTS"), CultureInfo.InvariantCulture, out var all) ? all / Batches : 12;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_throws_on_mutants(int seed)
    {
        var tokens = CSharpSyntaxTree.ParseText(Source, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString()).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < MutantsPerBatch; i++)
            await AssertNothingThrows(Mutate(tokens, random));
    }

    [Fact]
    public async Task What_is_mutated_means_something() =>
        Assert.Superset(
            new HashSet<string>(["LCG1003", "LCG2001", "LCG3001", "LCG3003", "LCG4001", "LCG5001", "LCG5002"], StringComparer.Ordinal),
            (await AnalyzeAsync(Source)).Select(d => d.Id).ToHashSet(StringComparer.Ordinal));

    private static CSharpCompilation WithoutSource()
    {
        var compilation = (CSharpCompilation)Project.Unmarked("static class Program { static void Main() { } }").CreateSolution()
            .Projects.Single().WithAnalyzerReferences([]).GetCompilationAsync().GetAwaiter().GetResult()!;
        return compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Last());
    }

    private static string Mutate(string[] tokens, Random random)
    {
        var mutant = tokens.ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var (at, other) = (random.Next(mutant.Count), random.Next(mutant.Count));
            switch (random.Next(3))
            {
                case 0:
                    mutant.RemoveAt(at);
                    break;
                case 1:
                    mutant.Insert(at, mutant[at]);
                    break;
                default:
                    (mutant[at], mutant[other]) = (mutant[other], mutant[at]);
                    break;
            }
        }

        return string.Concat(mutant);
    }

    private static async Task AssertNothingThrows(string source)
    {
        var diagnostics = await AnalyzeAsync(source);
        if (!diagnostics.Any(d => ShippedParts.Instance.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(d.Id))))
            return;

        var solution = Project.Unmarked(source).CreateSolution();
        foreach (var fix in ShippedParts.Instance.Fixes)
        {
            foreach (var diagnostic in diagnostics.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)))
                await ApplyAsync(fix, solution, diagnostic);
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, s_parse, "/src/App.cs", cancellationToken: TestContext.Current.CancellationToken);
        CSharpGeneratorDriver.Create(ShippedParts.Instance.Generators, parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(s_empty.AddSyntaxTrees(tree), out var compilation, out var generators, TestContext.Current.CancellationToken);
        Assert.True(generators.IsEmpty, $"{string.Join('\n', generators)}\n{source}");

        var diagnostics = await compilation.WithAnalyzers(ShippedParts.Instance.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(diagnostics.All(d => d.Id is not "AD0001"), $"{string.Join('\n', diagnostics)}\n{source}");
        return diagnostics;
    }

    private static async Task ApplyAsync(CodeFixProvider fix, Solution solution, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = solution.Projects.Single().Documents.Single(d => d.Name == "App.cs");
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        foreach (var action in actions)
            Assert.NotEmpty(await action.GetOperationsAsync(TestContext.Current.CancellationToken));
    }

    private const string Source = """
        await Server.RunAsync(80, () => Task.CompletedTask);
        var worker = new Server(80, () => Task.CompletedTask);
        worker.StopAsync();

        [Unit, DependsOn<Cache>]
        public sealed partial class Api(IStore store, Cache? cache, IReadOnlyList<IStore> all, int port, Func<Task> start) : Base, IAsyncDisposable
        {
            private Task? _loop;

            [OnStartup(TimeoutSeconds = 5, Retries = 2)]
            private async Task OpenAsync(IWorkerContext context, CancellationToken ct)
            {
                ConnectAsync(ct);
                _ = ConnectAsync(ct).ConfigureAwait(false);
                var task = cache?.GetAsync();
                all.ToList().ForEach(async item => await Task.Delay(port, ct));
                await foreach (var n in Numbers()) { _loop = start(); }
                Inner();
                async void Inner() => await Task.Yield();
            }

            [OnReady] private void Ready() => Deep();
            [OnShutdown, OnDrain] private Task<int> Close() { ConnectAsync(default); return Task.FromResult(1); }
            private void Deep() { lock (this) { store.ToString(); ConnectAsync(default); } }
            private Task ConnectAsync(CancellationToken ct) => Task.CompletedTask;
            private async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
            public ValueTask DisposeAsync() => default;
        }

        public abstract class Base { [OnInit] protected void Init() => Task.Run(() => { }); }
        public interface IStore;
        [Unit(Id = "cache")] public partial record Cache { public Task GetAsync() => Task.CompletedTask; }
        public static partial class Outer { [Unit] internal class FileStore : IStore; }
        [Unit] public sealed partial class SqlStore : IStore;
        [Worker, Mixin<Api>, Mixin<SqlStore>, Mixin<Outer.FileStore>] public sealed partial class Server { [Run] private async Task RunItAsync() => await Task.Yield(); }
        """;
}
