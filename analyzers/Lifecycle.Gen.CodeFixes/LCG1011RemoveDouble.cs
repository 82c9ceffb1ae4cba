using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Removes a duplicate mixin or binding; of two different bindings, either one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1011RemoveDouble))]
[Shared]
public sealed class LCG1011RemoveDouble : GraphFix
{
    private protected override string RuleId => RuleIds.Duplicate;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var nodes = new List<AttributeSyntax?>();
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
            nodes.Add(await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) as AttributeSyntax);
        return [.. Remedies(nodes)];
    }

    private static IEnumerable<Remedy> Remedies(List<AttributeSyntax?> nodes)
    {
        // Two units of one id need another id, which cannot be derived.
        if (nodes.Count < 2 || nodes.Contains(null))
            yield break;

        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (!kept.Add(nodes[i]!.ToString()))
                continue;

            var others = nodes.Where((_, other) => other != i).Select(other => Change.Remove(other!)).ToArray();
            yield return new Remedy(i == 0 ? "Remove the second one" : $"Keep [{nodes[i]}] alone", i == 0 ? "keep the first" : "keep another", others);
        }
    }
}
