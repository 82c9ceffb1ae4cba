using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks the class that an attribute names as a unit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1004AddUnit))]
[Shared]
public sealed class LCG1004AddUnit : GraphFix
{
    private protected override string RuleId => RuleIds.NotAUnit;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || await PartAtAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute)
            return [];

        // The last type argument: of [Bind<TContract, TUnit>] the unit.
        var named = (attribute.Name as GenericNameSyntax
            ?? (attribute.Name as QualifiedNameSyntax)?.Right as GenericNameSyntax)?.TypeArgumentList.Arguments.LastOrDefault();
        if (named is null || PlainClass(model.GetTypeInfo(named, cancellationToken).Type as INamedTypeSymbol, cancellationToken) is not { } type)
            return [];

        return [new Remedy($"Mark {type.Identifier.ValueText} with [Unit]", "add [Unit]", Change.MarkAsUnit(type, model.Compilation, cancellationToken))];
    }
}
