using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Removes types from a base list.</summary>
internal static class BaseListRewrite
{
    /// <summary>The class without the types at some positions of its list, and with <c>IDisposable</c> if wanted.</summary>
    public static TypeDeclarationSyntax Without(TypeDeclarationSyntax type, IReadOnlyCollection<int> positions, bool addDisposable)
    {
        if (type.BaseList is not { } list)
            return type;

        var types = list.Types;
        var trailing = list.GetTrailingTrivia();
        foreach (var position in positions.OrderByDescending(position => position))
            types = types.RemoveAt(position);
        if (addDisposable)
            types = types.Add(SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName("System.IDisposable").WithAdditionalAnnotations(Simplifier.Annotation)));
        if (types.Count > 0)
        {
            types = SyntaxFactory.SeparatedList(
                types.Select((kept, i) => i == types.Count - 1 ? kept.WithTrailingTrivia(trailing) : kept.WithoutTrailingTrivia()),
                Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), types.Count - 1));
            return (TypeDeclarationSyntax)type.WithBaseList(list.WithTypes(types));
        }

        var before = list.ColonToken.GetPreviousToken();
        type = type.ReplaceToken(before, before.WithTrailingTrivia(trailing));
        return (TypeDeclarationSyntax)type.WithBaseList(null);
    }
}
