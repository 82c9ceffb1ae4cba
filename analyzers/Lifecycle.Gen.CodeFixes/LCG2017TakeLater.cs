using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Takes an [Unordered] parameter as <c>Func&lt;T&gt;</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG2017TakeLater))]
[Shared]
public sealed class LCG2017TakeLater : GraphFix
{
    private protected override string RuleId => RuleIds.Unordered;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || await PartAtAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not ParameterSyntax parameter
            || LateAccessRewrite.Of(parameter, isUnordered: false, compilation, cancellationToken) is not { } changes)
        {
            return [];
        }

        return [new Remedy($"Write 'Func<{parameter.Type!.WithoutTrivia()}> {parameter.Identifier.ValueText}'", "late", changes)];
    }
}
