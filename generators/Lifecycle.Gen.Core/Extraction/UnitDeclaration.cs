using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>Declarations that messages propose.</summary>
public static class UnitDeclaration
{
    /// <summary>How a class would be declared as a unit: <c>[Unit] public sealed partial class Store</c>.</summary>
    public static string Of(INamedTypeSymbol type, CancellationToken token)
    {
        var written = DeclarationReader.SyntaxOf(type, token)?.Modifiers
            .Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword) && !(IsHidden(type) && SyntaxFacts.IsAccessibilityModifier(modifier.Kind())))
            .Select(modifier => modifier.Text) ?? [];
        // The worker has to name it.
        var modifiers = IsHidden(type) ? written.Prepend("internal") : written;
        var name = type.Name + DeclarationReader.ParametersOf(type);
        return $"[Unit] {string.Concat(modifiers.Select(modifier => modifier + " "))}partial {DeclarationReader.KeywordOf(type)} {name}";
    }

    private static bool IsHidden(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
}
