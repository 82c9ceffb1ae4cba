using System.Composition;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Removes one edge of a cycle: an ordering is removed, or a parameter becomes optional, or gives late access without an order. Each change is tried on
/// the model first, and offered only if the cycle is gone afterwards: an optional dependency orders like a required one if its unit exists.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1001BreakCycle))]
[Shared]
public sealed class LCG1001BreakCycle : GraphFix
{
    private protected override string RuleId => RuleIds.Cycle;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
            return [];

        var set = CompilationUnits.Read(compilation, cancellationToken).ToSet();
        var before = ErrorsOf(set);
        var remedies = new List<Remedy>();
        var late = new List<Remedy>();
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
        {
            if (await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) is not { } part
                || part.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            {
                continue;
            }

            var model = compilation.GetSemanticModel(part.SyntaxTree);
            if (model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
                || set.Units.FirstOrDefault(unit => unit.Key == TypeNames.MetadataName(type)) is not { } unit)
            {
                continue;
            }

            var (changed, remedy) = part switch
            {
                AttributeSyntax attribute =>
                    (
                        WithoutOrdering(unit, attribute, type, cancellationToken),
                        new Remedy($"Remove [{attribute}]", "remove an ordering", Change.Remove(attribute))),
                ParameterSyntax { Type: { } wanted and not NullableTypeSyntax } parameter when model.GetNullableContext(part.SpanStart).AnnotationsEnabled() =>
                    (
                        WithOptional(unit, parameter),
                        new Remedy(
                            $"Make '{wanted} {parameter.Identifier.ValueText}' optional",
                            "make optional",
                            new Change(wanted, "nullable", MakeNullable))),
                _ => default,
            };
            if (changed is not null && ErrorsOf(With(set, changed)) < before)
                remedies.Add(remedy);

            if (part is ParameterSyntax { Type: { } taken, Parent.Parent: not MethodDeclarationSyntax } parameterOfEdge
                && LateAccessRewrite.Of(parameterOfEdge, isUnordered: true, compilation, cancellationToken) is { } changes
                && ErrorsOf(With(set, WithoutOrder(unit, parameterOfEdge))) < before)
            {
                late.Add(new Remedy($"Take '{taken} {parameterOfEdge.Identifier.ValueText}' later and without an order", "unordered", changes));
            }
        }

        return [.. remedies, .. late];
    }

    private static UnitSet With(UnitSet set, UnitShape changed) =>
        set with { Units = set.Units.Select(other => other.Key == changed.Key ? changed : other).ToEquatableArray() };

    private static UnitShape WithoutOrder(UnitShape unit, ParameterSyntax parameter) => unit with
    {
        Dependencies = unit.Dependencies
            .Select(dependency => dependency.Name == parameter.Identifier.ValueText && dependency.Kind == DependencyKind.Open
                ? dependency with { Late = new LateModel(LateKind.Func, dependency.Type.Name, MayGiveNull: false, IsUnordered: true) }
                : dependency)
            .ToEquatableArray(),
    };

    private static int ErrorsOf(UnitSet set) => Composer.Findings(set).Count;

    private static UnitShape? WithoutOrdering(UnitShape unit, AttributeSyntax attribute, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].ApplicationSyntaxReference?.GetSyntax(cancellationToken) == attribute)
                return unit with { Orderings = unit.Orderings.Where(ordering => ordering.Subject.Index != i).ToEquatableArray() };
        }

        return null;
    }

    private static UnitShape? WithOptional(UnitShape unit, ParameterSyntax parameter) => unit with
    {
        Dependencies = unit.Dependencies
            .Select(dependency => dependency.Name == parameter.Identifier.ValueText && dependency.Kind == DependencyKind.Open
                ? dependency with { IsNullable = true }
                : dependency)
            .ToEquatableArray(),
    };

    private static SyntaxNode MakeNullable(SyntaxNode root, SyntaxNode node)
    {
        var type = (TypeSyntax)node;
        return root.ReplaceNode(type, SyntaxFactory.NullableType(type.WithoutTrivia()).WithTriviaFrom(type));
    }
}
