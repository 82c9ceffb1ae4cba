using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks a class as a unit.</summary>
internal static class UnitRewrite
{
    private const string Namespace = "Lifecycle";

    /// <summary>Whether a declaration can become a unit; otherwise the attribute would only cause another error.</summary>
    public static bool CanBeUnit(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
        && !type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.FileKeyword or SyntaxKind.AbstractKeyword)
        && !type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(around => around.TypeParameterList is not null);

    /// <summary>Adds <c>[Unit]</c>, and <c>partial</c> to the class and the types around it.</summary>
    public static SyntaxNode MarkAsUnit(SyntaxNode root, TypeDeclarationSyntax type) => WithPartial(root, type, now => AttributeRewrite.AddBefore(now, "Unit"));

    /// <summary>Adds <c>partial</c> to a class and the types around it, and changes the class.</summary>
    public static SyntaxNode WithPartial(SyntaxNode root, TypeDeclarationSyntax type, Func<TypeDeclarationSyntax, TypeDeclarationSyntax> change) =>
        root.ReplaceNodes(type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>(), (old, now) =>
        {
            var partial = now.Modifiers.Any(SyntaxKind.PartialKeyword) ? now : LCG2001AddPartial.WithPartial(now);
            return old == type ? change(partial) : partial;
        });

    /// <summary>Whether the attributes of this package need a using directive at a node.</summary>
    public static bool NeedsUsing(SemanticModel model, SyntaxNode reported) =>
        !model.LookupNamespacesAndTypes(reported.SpanStart, name: "UnitAttribute").OfType<INamedTypeSymbol>().Any(type => RuntimeTypes.IsIn(type, Namespace));

    /// <summary>Adds <c>using Lifecycle;</c> at its sorted position.</summary>
    public static SyntaxNode WithUsing(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit || unit.Usings.Any(IsOurs))
            return root;

        var ours = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Namespace))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"));
        var at = unit.Usings.TakeWhile(IsBefore).Count();
        if (at > 0)
            return unit.WithUsings(unit.Usings.Insert(at, ours));

        // Trivia at the beginning of the file (a licence) stays there.
        var first = unit.GetFirstToken();
        unit = unit.ReplaceToken(
            first,
            first.WithLeadingTrivia(unit.Usings.Count > 0 ? SyntaxTriviaList.Empty : SyntaxFactory.TriviaList(SyntaxFactory.EndOfLine("\n"))));
        return unit.WithUsings(unit.Usings.Insert(0, ours.WithLeadingTrivia(first.LeadingTrivia)));
    }

    private static bool IsOurs(UsingDirectiveSyntax directive) =>
        directive is { Alias: null, StaticKeyword.RawKind: 0 } && directive.Name?.ToString() == Namespace;

    private static bool IsBefore(UsingDirectiveSyntax directive)
    {
        var name = directive.Name?.ToString() ?? "";
        return directive.Alias is null && directive.StaticKeyword.RawKind == 0
            && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || string.CompareOrdinal(name, Namespace) < 0);
    }
}
