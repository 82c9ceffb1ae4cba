using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>The code of the class at a place, as the rules see it; what stands in other files counts where one model reads it.</summary>
internal static class HookCodeReader
{
    /// <summary>The code of the class around a node, or <see langword="null"/> where there is none.</summary>
    public static HookCode? Around(SyntaxNode place, SemanticModel model, KnownSymbols types, CancellationToken cancellationToken)
    {
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
            return null;

        var code = new HookCode(type, types);
        foreach (var member in type.GetMembers())
        {
            foreach (var reference in HookCode.PartsOf(member))
            {
                if (reference.SyntaxTree == model.SyntaxTree && model.GetOperation(reference.GetSyntax(cancellationToken), cancellationToken) is { } body)
                    code.Add(member, body);
            }
        }

        return code;
    }
}
