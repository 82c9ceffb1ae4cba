using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>Declarations that messages propose.</summary>
public static class UnitDeclaration
{
    /// <summary>How a class would be declared as a unit: <c>[Unit] public sealed partial class Store</c>.</summary>
    public static string Of(INamedTypeSymbol type, CancellationToken token)
    {
        var modifiers = DeclarationReader.SyntaxOf(type, token)?.Modifiers
            .Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword))
            .Select(modifier => modifier.Text + " ") ?? [];
        return $"[Unit] {string.Concat(modifiers)}partial {DeclarationReader.KeywordOf(type)} {type.Name}";
    }
}
