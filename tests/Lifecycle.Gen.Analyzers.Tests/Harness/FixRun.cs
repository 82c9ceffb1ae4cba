using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.Tests;

/// <summary>Applies the fix of a rule, one diagnostic after another and then all at once, and asserts what comes of it.</summary>
internal static class FixRun
{
    public static async Task Assert(Project project, string ruleId, string? expected, bool fixable)
    {
        await project.DiagnosticsAsync(ruleId);
        var provider = ShippedParts.Instance.Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(ruleId));
        var start = project.CreateSolution();

        var oneByOne = start;
        var applied = 0;
        for (; applied < 100 && await NextAsync(oneByOne, provider, project) is var (diagnostic, action); applied++)
        {
            var remaining = (await ReportedAsync(oneByOne, provider, project)).Length;
            oneByOne = await ApplyAsync(action);
            Xunit.Assert.True((await ReportedAsync(oneByOne, provider, project)).Length < remaining, $"'{action.Title}' leaves the diagnostic: {diagnostic}\n{await TextAsync(oneByOne)}");
        }

        if (!fixable)
        {
            Xunit.Assert.Equal(0, applied);
            return;
        }

        Xunit.Assert.NotEqual(0, applied);
        Xunit.Assert.Equal(expected, await TextAsync(oneByOne));
        Xunit.Assert.Empty(await ReportedAsync(oneByOne, provider, project));

        var (_, first) = (await NextAsync(start, provider, project))!.Value;
        var all = await ApplyAsync((await FixAllAsync(start, provider, first.EquivalenceKey!, project))!);
        Xunit.Assert.Equal(expected, await TextAsync(all));
    }

    public static async Task<IReadOnlyList<string>> OffersAsync(Project project, string ruleId)
    {
        await project.DiagnosticsAsync(ruleId);
        var provider = ShippedParts.Instance.Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(ruleId));
        var solution = project.CreateSolution();
        var diagnostic = (await ReportedAsync(solution, provider, project))[0];
        var titles = new List<string>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (offered, _) => titles.Add(offered.Title), CancellationToken.None));
        return titles;
    }

    private static async Task<(Diagnostic, CodeAction)?> NextAsync(Solution solution, CodeFixProvider provider, Project project)
    {
        foreach (var diagnostic in await ReportedAsync(solution, provider, project))
        {
            if (await FixOfAsync(solution, provider, diagnostic) is { } action)
                return (diagnostic, action);
        }

        return null;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Solution solution, CodeFixProvider provider, Project project) =>
        [.. (await Project.AnalyzeAsync(solution.Projects.Single(), project.ExpectedErrors)).Where(d => provider.FixableDiagnosticIds.Contains(d.Id))];

    private static async Task<CodeAction?> FixOfAsync(Solution solution, CodeFixProvider provider, Diagnostic diagnostic)
    {
        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (offered, _) => action ??= offered, CancellationToken.None));
        return action;
    }

    private static async Task<CodeAction?> FixAllAsync(Solution solution, CodeFixProvider provider, string key, Project project)
    {
        var document = solution.GetDocument((await ReportedAsync(solution, provider, project))[0].Location.SourceTree)!;
        return await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Solution, key, provider.FixableDiagnosticIds, new Source(provider, project), CancellationToken.None));
    }

    internal static async Task<Solution> ApplyAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    // The files of the project after the usings, one after another.
    internal static async Task<string> TextAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (var document in solution.Projects.Single().Documents.Skip(1))
            texts.Add((await document.GetTextAsync()).ToString());
        return string.Join("\n// next file\n", texts);
    }

    private sealed class Source(CodeFixProvider provider, Project project) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var path = document.FilePath;
            return (await ReportedAsync(document.Project.Solution, provider, project)).Where(d => d.Location.GetLineSpan().Path == path);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project1, CancellationToken cancellationToken) =>
            [.. (await ReportedAsync(project1.Solution, provider, project)).Where(d => !d.Location.IsInSource)];

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project1, CancellationToken cancellationToken) =>
            await ReportedAsync(project1.Solution, provider, project);
    }
}
