using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Removes a mixin or binding that is there twice; of two bindings that differ either one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1011RemoveDouble))]
[Shared]
public sealed class LCG1011RemoveDouble : GraphFix
{
    private protected override string RuleId => RuleIds.Duplicate;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var places = new List<AttributeSyntax?>();
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
            places.Add(await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) as AttributeSyntax);
        return [.. Remedies(places)];
    }

    private static IEnumerable<Remedy> Remedies(List<AttributeSyntax?> places)
    {
        // Two units of one id need another id, which only their author knows.
        if (places.Count < 2 || places.Contains(null))
            yield break;

        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < places.Count; i++)
        {
            if (!kept.Add(places[i]!.ToString()))
                continue;

            var others = places.Where((_, other) => other != i).Select(other => Change.Remove(other!)).ToArray();
            yield return new Remedy(i == 0 ? "Remove the second one" : $"Keep [{places[i]}] alone", i == 0 ? "keep the first" : "keep another", others);
        }
    }
}
