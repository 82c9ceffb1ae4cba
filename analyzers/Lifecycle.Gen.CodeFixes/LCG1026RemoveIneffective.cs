using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Removes an attribute of a worker that has no effect; of two that contradict each other, either one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1026RemoveIneffective))]
[Shared]
public sealed class LCG1026RemoveIneffective : GraphFix
{
    private protected override string RuleId => RuleIds.WorkerAttribute;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var remedies = new List<Remedy>();
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
        {
            if (await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) is AttributeSyntax attribute)
                remedies.Add(new Remedy($"Remove [{attribute}]", remedies.Count == 0 ? "remove it" : "remove the other one", Change.Remove(attribute)));
        }

        return remedies;
    }
}
