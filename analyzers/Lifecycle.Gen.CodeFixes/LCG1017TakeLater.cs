using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Takes a value that the start makes as <c>Func&lt;T&gt;</c>, in all constructors that take it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1017TakeLater))]
[Shared]
public sealed class LCG1017TakeLater : GraphFix
{
    private protected override string RuleId => RuleIds.LateValueTaken;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
            return [];

        var all = new List<Change>();
        TypeSyntax? type = null;
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
        {
            if (await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) is not ParameterSyntax { Type: { } taken } parameter
                || LateAccessRewrite.Of(parameter, isUnordered: false, compilation, cancellationToken) is not { } changes)
            {
                return [];
            }

            type ??= taken;
            all.AddRange(changes);
        }

        return [new Remedy($"Take Func<{type!.WithoutTrivia()}>", "late", [.. all])];
    }
}
