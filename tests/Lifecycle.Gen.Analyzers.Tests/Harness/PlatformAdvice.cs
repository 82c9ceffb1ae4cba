using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>
/// The platform's analyzers that may speak of the same mistake as a rule of ours, switched on and run beside ours in every test that expects a
/// report: one mistake, one report.
/// All others of this SDK were run over all tests, and none of them marked the same place but for the style of the tests themselves.
/// </summary>
internal static class PlatformAdvice
{
    private static readonly string[] s_ids =
        ["CA1001", "CA1021", "CA1045", "CA1068", "CA1806", "CA1812", "CA1822", "CA1849", "CA2000", "CA2012", "CA2016", "CA2213"];

    // Two mistakes at one place, each with a page that says so.
    private static readonly (string Ours, string Theirs)[] s_different =
    [
        ("LCG2009", "CA2000"),
        ("LCG3003", "CA1822"),
        ("LCG3008", "CA1822"),
        ("LCG5001", "CA2000"),
    ];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Load();

    public static IEnumerable<(string Ours, string Theirs)> Different => s_different;

    public static Compilation SwitchOn(Compilation compilation) =>
        compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            s_ids.ToDictionary(id => id, _ => ReportDiagnostic.Warn, StringComparer.Ordinal)));

    public static bool IsPlatforms(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CA", StringComparison.Ordinal);

    /// <summary>Asserts that nothing of what the platform reports is a mistake that one of our rules reports.</summary>
    public static void AssertNothingTwice(IReadOnlyCollection<Diagnostic> all)
    {
        foreach (var ours in all.Where(diagnostic => diagnostic.Id.StartsWith("LCG", StringComparison.Ordinal) && diagnostic.Location.IsInSource))
        {
            var twice = all.Where(theirs => IsPlatforms(theirs) && s_ids.Contains(theirs.Id) && !theirs.IsSuppressed && IsSame(ours, theirs)
                && !s_different.Contains((ours.Id, theirs.Id)));
            Assert.True(!twice.Any(), $"Reported twice:\n{ours}\n{string.Join('\n', twice)}");
        }
    }

    /// <summary>What is left standing of the platform's advice on a project, the ids alone.</summary>
    public static async Task<IEnumerable<string>> LeftOnAsync(Project project)
    {
        var one = project.CreateSolution().Projects.Single();
        var compilation = SwitchOn((await one.GetCompilationAsync())!).WithAnalyzers([.. ShippedParts.Instance.Analyzers, .. Analyzers], one.AnalyzerOptions);
        var all = await compilation.GetAllDiagnosticsAsync();
        return all.Where(diagnostic => IsPlatforms(diagnostic) && s_ids.Contains(diagnostic.Id) && !diagnostic.IsSuppressed)
            .Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);
    }

    private static bool IsSame(Diagnostic ours, Diagnostic theirs)
    {
        if (ours.Location.SourceTree != theirs.Location.SourceTree)
            return false;

        var root = ours.Location.SourceTree!.GetRoot();
        return ours.Location.SourceSpan.IntersectsWith(theirs.Location.SourceSpan) || (ours.Id, theirs.Id) switch
        {
            ("LCG4005", "CA2016") => root.FindNode(ours.Location.SourceSpan, getInnermostNodeForTie: true).Span.Contains(theirs.Location.SourceSpan),
            ("LCG4008", "CA2016") => root.FindNode(theirs.Location.SourceSpan)
                .FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Span.Contains(ours.Location.SourceSpan) is true,
            _ => false,
        };
    }

    private static ImmutableArray<DiagnosticAnalyzer> Load()
    {
        var folder = typeof(PlatformAdvice).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PlatformAnalyzers").Value!;
        string[] files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];
        return [.. files.Select(file => Assembly.LoadFrom(Path.Combine(folder, file))).ToList()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } marked && marked.Languages.Contains(LanguageNames.CSharp))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => s_ids.Contains(rule.Id)))];
    }
}
