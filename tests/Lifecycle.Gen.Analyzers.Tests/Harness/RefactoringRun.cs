using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>Applies a refactoring where the cursor is, and asserts what comes of it.</summary>
internal static class RefactoringRun
{
    public static async Task Assert(Project project, IReadOnlyList<MarkedSource> sources, string title, string? expected)
    {
        var action = Xunit.Assert.Single(await OffersAsync(project.CreateSolution(), sources), offer => offer.Title == title);
        var changed = await FixRun.ApplyAsync(action);
        if (expected is not null)
            Xunit.Assert.Equal(expected, await FixRun.TextAsync(changed));

        // Asserts that the compiler has nothing to say.
        foreach (var one in changed.Projects)
        {
            var reported = await Project.AnalyzeAsync(one, project.ExpectedErrors);
            Xunit.Assert.DoesNotContain(reported, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    public static async Task<IReadOnlyList<string>> TitlesAsync(Project project, IReadOnlyList<MarkedSource> sources) =>
        [.. (await OffersAsync(project.CreateSolution(), sources)).Select(offer => offer.Title)];

    private static async Task<List<CodeAction>> OffersAsync(Solution solution, IReadOnlyList<MarkedSource> sources)
    {
        var source = Xunit.Assert.Single(sources, source => source.Marks.Count > 0);
        var document = solution.Projects.SelectMany(one => one.Documents).Single(document => document.Name == source.Path);
        var offers = new List<CodeAction>();
        foreach (var provider in ShippedParts.Instance.Refactorings)
            await provider.ComputeRefactoringsAsync(
                new CodeRefactoringContext(document, Xunit.Assert.Single(source.Marks).Span, offers.Add, CancellationToken.None));
        return offers;
    }
}
