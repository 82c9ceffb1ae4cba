using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Removes an ordering that is redundant (LCG1008) or has no effect (LCG1009).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1008RemoveOrdering))]
[Shared]
public sealed class LCG1008RemoveOrdering : GraphFix
{
    private protected override string RuleId => RuleIds.NeedlessOrdering;

    private protected override string? OtherRuleId => RuleIds.OrderingWithoutTarget;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await PartAtAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is AttributeSyntax attribute
            ? [new Remedy($"Remove [{attribute}]", "remove", Change.Remove(attribute))]
            : [];
}
