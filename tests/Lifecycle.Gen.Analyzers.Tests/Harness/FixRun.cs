using System.Collections.Immutable;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>Applies the fix of a rule, one diagnostic after another and then all at once, and asserts what comes of it.</summary>
internal static class FixRun
{
    // Advice on a unit that the fix has made one, or that the mistake had kept from being looked at.
    private static readonly HashSet<string> s_adviceOnNewUnits = [RuleIds.StrayUnit, RuleIds.HiddenNeed];

    public static async Task Assert(Project project, string ruleId, string? expected, bool fixable, string? title = null)
    {
        await project.DiagnosticsAsync(ruleId);
        var provider = ShippedParts.Instance.Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(ruleId));
        var start = project.CreateSolution();

        var oneByOne = start;
        var applied = 0;
        for (; applied < 100 && await NextAsync(oneByOne, provider, project, title) is var (diagnostic, action); applied++)
        {
            var remaining = (await ReportedAsync(oneByOne, provider, project)).Length;
            oneByOne = await ApplyAsync(action);
            Xunit.Assert.True((await ReportedAsync(oneByOne, provider, project)).Length < remaining,
                $"'{action.Title}' leaves the diagnostic: {diagnostic}\n{await TextAsync(oneByOne)}");
        }

        if (!fixable)
        {
            Xunit.Assert.Equal(0, applied);
            return;
        }

        Xunit.Assert.NotEqual(0, applied);
        Xunit.Assert.Equal(expected, await TextAsync(oneByOne));
        Xunit.Assert.Empty(await ReportedAsync(oneByOne, provider, project));
        await AssertNothingNew(start, oneByOne, project);

        var (_, first) = (await NextAsync(start, provider, project, title))!.Value;
        var all = await ApplyAsync((await FixAllAsync(start, provider, first.EquivalenceKey!, project))!);
        Xunit.Assert.Equal(expected, await TextAsync(all));

        // As `dotnet format` asks: with what other rules report among it, and without a key, which means the first that is offered.
        all = await ApplyAsync((await FixAllAsync(start, provider, title is null ? null : first.EquivalenceKey, project))!);
        Xunit.Assert.Equal(expected, await TextAsync(all));

        await AssertInDocument(start, provider, first.EquivalenceKey!, project, expected!);
        await AssertOverProjects(start, provider, first.EquivalenceKey!, project, expected!);
        await AssertOverDocuments(start, provider, first.EquivalenceKey!, project, expected!);
    }

    // A fix that another rule reports as a mistake would be undone by the fix of that rule.
    private static async Task AssertNothingNew(Solution start, Solution done, Project project)
    {
        var before = await IdsAsync(start);
        foreach (var (id, count) in await IdsAsync(done))
        {
            Xunit.Assert.True(
                s_adviceOnNewUnits.Contains(id) || (before.TryGetValue(id, out var earlier) && count <= earlier),
                $"The fixed code is reported by {id}:\n{await TextAsync(done)}");
        }

        async Task<Dictionary<string, int>> IdsAsync(Solution solution) =>
            (await Project.AnalyzeAsync(solution.Projects.Single(), project.ExpectedErrors, mayBeFixed: true)).GroupBy(reported => reported.Id)
                .ToDictionary(reported => reported.Key, reported => reported.Count(), StringComparer.Ordinal);
    }

    // Where all that is to be fixed stands in one file, fixing this file fixes all; a fix of the graph may change others on the way.
    private static async Task AssertInDocument(Solution start, CodeFixProvider provider, string key, Project project, string expected)
    {
        var trees = (await ReportedAsync(start, provider, project)).Select(diagnostic => diagnostic.Location.SourceTree).Distinct().ToList();
        if (trees.Count > 1)
            return;

        var all = await ApplyAsync((await FixAllAsync(start, provider, key, project, FixAllScope.Document))!);
        Xunit.Assert.Equal(expected, await TextAsync(all));
    }

    // The same sources once more, as a project of their own.
    private static async Task AssertOverProjects(Solution start, CodeFixProvider provider, string key, Project project, string expected)
    {
        var original = start.Projects.Single();
        var other = ProjectId.CreateNewId();
        var twice = start.AddProject(ProjectInfo.Create(
            other, VersionStamp.Default, "Other", "Other", original.Language, compilationOptions: original.CompilationOptions,
            parseOptions: original.ParseOptions,
            metadataReferences: original.MetadataReferences, analyzerReferences: original.AnalyzerReferences));
        foreach (var document in original.Documents)
            twice = twice.AddDocument(DocumentId.CreateNewId(other), document.Name, await document.GetTextAsync(), filePath: "/other/" + document.Name);
        foreach (var config in original.AnalyzerConfigDocuments)
            twice = twice.AddAnalyzerConfigDocument(DocumentId.CreateNewId(other), config.Name, await config.GetTextAsync(), filePath: "/other/" + config.Name);
        var one = await ApplyAsync((await FixAllAsync(twice, provider, key, project, FixAllScope.Project))!);
        Xunit.Assert.Equal([expected, await TextAsync(original)], [await TextAsync(one.GetProject(original.Id)!), await TextAsync(one.GetProject(other)!)]);
        var all = await ApplyAsync((await FixAllAsync(twice, provider, key, project))!);
        Xunit.Assert.Equal([expected, expected], [await TextAsync(all.GetProject(original.Id)!), await TextAsync(all.GetProject(other)!)]);
        Xunit.Assert.Empty(await ReportedAsync(all, provider, project));
    }

    // The same types once more, in a namespace of a second file; programs and graphs cannot be there twice.
    private static async Task AssertOverDocuments(Solution start, CodeFixProvider provider, string key, Project project, string expected)
    {
        const string Second = "namespace Second;\n\n";
        var original = start.Projects.Single();
        var text = (await original.Documents.Last().GetTextAsync()).ToString();
        if (provider is not CodeFixes.LifecycleCodeFix || original.DocumentIds.Count > 2
            || original.CompilationOptions!.OutputKind != OutputKind.DynamicallyLinkedLibrary
            || text.Contains("namespace ", StringComparison.Ordinal) || text.Contains("using ", StringComparison.Ordinal))
        {
            return;
        }

        var second = DocumentId.CreateNewId(original.Id);
        var both = start.AddDocument(second, "Second.cs", Second + text, filePath: "/src/Second.cs");
        var all = await ApplyAsync((await FixAllAsync(both, provider, key, project))!);
        Xunit.Assert.Equal(expected + "\n// next file\n" + Second + expected, await TextAsync(all));
        var one = await ApplyAsync((await FixAllAsync(both, provider, key, project, FixAllScope.Document))!);
        Xunit.Assert.Equal(expected + "\n// next file\n" + Second + text, await TextAsync(one));
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

    private static async Task<(Diagnostic, CodeAction)?> NextAsync(Solution solution, CodeFixProvider provider, Project project, string? title)
    {
        foreach (var diagnostic in await ReportedAsync(solution, provider, project))
        {
            if (await FixOfAsync(solution, provider, diagnostic, title) is { } action)
                return (diagnostic, action);
        }

        return null;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Solution solution, CodeFixProvider provider, Project project) =>
        [.. (await Task.WhenAll(solution.Projects.Select(one => ReportedAsync(one, provider, project)))).SelectMany(reported => reported)];

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(Microsoft.CodeAnalysis.Project one, CodeFixProvider provider, Project project) =>
        [.. (await Project.AnalyzeAsync(one, project.ExpectedErrors, mayBeFixed: true)).Where(d => provider.FixableDiagnosticIds.Contains(d.Id))];

    private static async Task<CodeAction?> FixOfAsync(Solution solution, CodeFixProvider provider, Diagnostic diagnostic, string? title)
    {
        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (offered, _) => action ??= title is null
            || offered.Title == title ? offered : null, CancellationToken.None));
        return action;
    }

    private static async Task<CodeAction?> FixAllAsync(Solution solution, CodeFixProvider provider, string? key, Project project,
        FixAllScope scope = FixAllScope.Solution)
    {
        var document = solution.GetDocument((await ReportedAsync(solution, provider, project))[0].Location.SourceTree)!;
        return await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, provider, scope, key, provider.FixableDiagnosticIds, new Source(project), CancellationToken.None));
    }

    internal static async Task<Solution> ApplyAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    // The files of the project after the usings, one after another.
    internal static async Task<string> TextAsync(Solution solution) =>
        string.Join("\n// next file\n", await Task.WhenAll(solution.Projects.Select(TextAsync)));

    private static async Task<string> TextAsync(Microsoft.CodeAnalysis.Project project)
    {
        var texts = new List<string>();
        foreach (var document in project.Documents.Skip(1))
            texts.Add((await document.GetTextAsync()).ToString());
        return string.Join("\n// next file\n", texts);
    }

    private sealed class Source(Project project) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var path = document.FilePath;
            return (await Project.AnalyzeAsync(document.Project, project.ExpectedErrors, mayBeFixed: true)).Where(d => d.Location.GetLineSpan().Path == path);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project1,
            CancellationToken cancellationToken) =>
            [.. (await Project.AnalyzeAsync(project1, project.ExpectedErrors, mayBeFixed: true)).Where(d => !d.Location.IsInSource)];

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project1,
            CancellationToken cancellationToken) =>
            await Project.AnalyzeAsync(project1, project.ExpectedErrors, mayBeFixed: true);
    }
}
