using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Robustness;

/// <summary>
/// Code is broken most of the time while it is written: tokens of the samples and of the tests' sources are deleted, doubled and swapped at
/// random (the seed is fixed), and neither the generator nor an analyzer nor a fix nor a refactoring may throw or come to no end. A second generator
/// writes another mutant into the same compilation, now and then of the same source.
/// <c>LIFECYCLE_MUTANTS</c> sets another number of mutants.
/// </summary>
public sealed class BrokenCodeTests
{
    private const int Batches = 8;

    // Far more than the slowest mutant takes on a loaded machine: an analyzer that needs it hangs.
    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(2);

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);
    private static readonly CSharpCompilation s_empty = WithoutSource();

    public static TheoryData<int> Batch => [.. Enumerable.Range(0, Batches)];

    private static int MutantsPerBatch =>
        int.TryParse(Environment.GetEnvironmentVariable("LIFECYCLE_MUTANTS"), CultureInfo.InvariantCulture, out var all) ? all / Batches : 50;

    [Theory]
    [MemberData(nameof(Batch))]
    public async Task Nothing_throws_on_mutants(int batch)
    {
        for (var i = 0; i < MutantsPerBatch; i++)
        {
            var seed = (i * Batches) + batch;
            var random = new Random(seed);
            var (name, source) = SourcesToBreak.All[random.Next(SourcesToBreak.All.Count)];
            var mutant = Mutate(source, random);
            var generated = Mutate(random.Next(3) == 0 ? source : SourcesToBreak.All[random.Next(SourcesToBreak.All.Count)].Text, random);
            try
            {
                await Task.Run(() => AssertNothingThrows(mutant, generated, random), TestContext.Current.CancellationToken)
                    .WaitAsync(s_hang, TestContext.Current.CancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Assert.Fail($"Mutant {seed} of {name}: {problem}\n{mutant}\n\nThe second generator writes:\n{generated}");
            }
        }
    }

    /// <summary>And another generator makes a difference.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("Api")]
    public Task Nothing_throws_where_two_units_have_one_name(string name) => AnalyzeAsync(
        $$"""
        using Lifecycle;
        static partial class Outer { [Unit] public sealed partial class {{name}} { } [Unit] public sealed partial record {{name}} { } }
        [Worker] public sealed partial class Server;
        """,
        "[Lifecycle.Unit] public sealed partial class Cache; [Lifecycle.Unit] public sealed partial class { }");

    /// <summary>What the sources are read from may move; then there would be nothing left to break.</summary>
    [Fact]
    public void Samples_and_the_sources_of_tests_are_mutated()
    {
        Assert.Contains(SourcesToBreak.All, source => source.Name.StartsWith("samples/Shortener/", StringComparison.Ordinal));
        string[] features = ["Mixin<", "Bind<", "EnabledBy", "[Extension", "[ExtensionPoint", "[Lifespan]", "OnFailure", "RestartDelaySeconds",
            "[Background", "IHostedService", "DependsOn<"];
        Assert.DoesNotContain(features, feature => !SourcesToBreak.All.Any(source => source.Text.Contains(feature, StringComparison.Ordinal)));
        Assert.InRange(SourcesToBreak.All.Count, 500, int.MaxValue);
    }

    private static CSharpCompilation WithoutSource()
    {
        var compilation = (CSharpCompilation)Project.Unmarked("static class Program { static void Main() { } }").CreateSolution()
            .Projects.Single().WithAnalyzerReferences([]).GetCompilationAsync().GetAwaiter().GetResult()!;
        return compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Last());
    }

    private static string Mutate(string source, Random random)
    {
        var mutant = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToList();
        for (var changes = random.Next(1, 6); changes > 0 && mutant.Count > 0; changes--)
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

    private static async Task AssertNothingThrows(string source, string generated, Random random)
    {
        var diagnostics = await AnalyzeAsync(source, generated);
        // Workspaces are slow: one mutant of four.
        if (random.Next(4) > 0)
            return;

        // Without the generator, which the workspace cannot make checksums of when it searches for references.
        var document = Project.Unmarked(source).CreateSolution().Projects.Single().WithAnalyzerReferences([]).Documents.Single(d => d.Name == "App.cs");
        foreach (var fix in ShippedParts.Instance.Fixes)
        {
            foreach (var diagnostic in diagnostics.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)))
                await ApplyAsync(register => fix.RegisterCodeFixesAsync(
                    new CodeFixContext(document, diagnostic, (action, _) => register(action), TestContext.Current.CancellationToken)));
        }

        var at = new TextSpan(random.Next(source.Length + 1), 0);
        foreach (var refactoring in ShippedParts.Instance.Refactorings)
            await ApplyAsync(register => refactoring.ComputeRefactoringsAsync(
                new CodeRefactoringContext(document, at, register, TestContext.Current.CancellationToken)));
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, string generated)
    {
        var tree = CSharpSyntaxTree.ParseText(source, s_parse, "/src/App.cs", cancellationToken: TestContext.Current.CancellationToken);
        var second = new SecondGenerator([("Second.g.cs", generated)]).AsSourceGenerator();
        CSharpGeneratorDriver.Create(ShippedParts.Instance.Generators.Add(second), parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(s_empty.AddSyntaxTrees(tree), out var compilation, out var generators, TestContext.Current.CancellationToken);
        Assert.True(generators.IsEmpty, string.Join('\n', generators));

        var diagnostics = await compilation.WithAnalyzers(ShippedParts.Instance.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(diagnostics.All(d => d.Id is not "AD0001"), string.Join('\n', diagnostics));
        return diagnostics;
    }

    private static bool IsOfFormatter(Exception problem) =>
        problem.StackTrace is { } trace && trace.Contains("Microsoft.CodeAnalysis.CodeActions.CodeAction.CleanupSyntaxAsync", StringComparison.Ordinal)
        && !trace.Contains("Lifecycle.CodeFixes", StringComparison.Ordinal);

    private static async Task ApplyAsync(Func<Action<CodeAction>, Task> compute)
    {
        var actions = new List<CodeAction>();
        await compute(actions.Add);
        foreach (var action in actions)
        {
            try
            {
                Assert.NotEmpty(await action.GetOperationsAsync(TestContext.Current.CancellationToken));
            }
            catch (Exception problem) when (IsOfFormatter(problem))
            {
                // What the fix made is there; Roslyn's formatter, which runs over it afterwards, fails on some trees without tokens.
            }
        }
    }
}
