using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Marks a class as a unit.</summary>
internal static class UnitRewrite
{
    private const string Namespace = "Lifecycle";

    /// <summary>The attribute, as it can be written in any file; the simplifier shortens it.</summary>
    public static string Attribute => HookAttributes.FullName("Unit");

    /// <summary>Whether a declaration can become a unit; otherwise the attribute would only cause another error.</summary>
    public static bool CanBeUnit(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
        && !type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.FileKeyword or SyntaxKind.AbstractKeyword)
        && !type.Ancestors().OfType<TypeDeclarationSyntax>().Any(around => around.TypeParameterList is not null);

    /// <summary>Adds <c>[Unit]</c>, and <c>partial</c> to the class and the types around it.</summary>
    public static SyntaxNode MarkAsUnit(SyntaxNode root, TypeDeclarationSyntax type) =>
        WithPartial(root, type, now => AttributeRewrite.AddBefore(IsPrivate(type) ? Internal(now) : now, Attribute));

    /// <summary>The class as <c>internal</c> in place of <c>private</c>, because the worker has to name it.</summary>
    public static TypeDeclarationSyntax Internal(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PrivateKeyword)) is { RawKind: not 0 } written)
            return type.ReplaceToken(written, SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(written));

        var leading = type.GetLeadingTrivia();
        type = type.WithLeadingTrivia(type.AttributeLists.Count > 0 ? leading : default);
        var modifiers = type.Modifiers.Insert(0, SyntaxFactory.Token([], SyntaxKind.InternalKeyword, [SyntaxFactory.Space]));
        type = (TypeDeclarationSyntax)type.WithModifiers(modifiers);
        return type.AttributeLists.Count > 0 ? type : type.WithLeadingTrivia(leading);
    }

    private static bool IsPrivate(TypeDeclarationSyntax type) => type.Parent is TypeDeclarationSyntax and not InterfaceDeclarationSyntax
        && !type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    /// <summary>Adds <c>partial</c> to a class and the types around it, and changes the class.</summary>
    public static SyntaxNode WithPartial(SyntaxNode root, TypeDeclarationSyntax type, Func<TypeDeclarationSyntax, TypeDeclarationSyntax> change) =>
        root.ReplaceNodes(type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>(), (old, now) =>
        {
            var partial = now.Modifiers.Any(SyntaxKind.PartialKeyword) ? now : LCG2001AddPartial.WithPartial(now);
            return old == type ? change(partial) : partial;
        });

    /// <summary>
    /// Whether a using directive shortens the attributes of this package at a node. Not if a name in the file would become ambiguous by it, such as
    /// <c>HealthStatus</c> beside the one of the platform: then the attributes stay qualified.
    /// </summary>
    public static bool NeedsUsing(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken) =>
        !model.LookupNamespacesAndTypes(node.SpanStart, name: "UnitAttribute").OfType<INamedTypeSymbol>().Any(type => RuntimeTypes.IsIn(type, Namespace))
        && !HasAmbiguousName(model, cancellationToken);

    /// <summary>Adds <c>using Lifecycle;</c> at its sorted position.</summary>
    public static SyntaxNode WithUsing(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit || unit.Usings.Any(IsOurs))
            return root;

        var endOfLine = SyntaxFactory.EndOfLine(HookAttributes.EndOfLine(root));
        var ours = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Namespace))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(endOfLine);
        var at = unit.Usings.TakeWhile(IsBefore).Count();
        if (at > 0)
            return unit.WithUsings(unit.Usings.Insert(at, ours));

        // Trivia at the beginning of the file (a licence) stays there.
        var first = unit.GetFirstToken();
        unit = unit.ReplaceToken(
            first,
            first.WithLeadingTrivia(unit.Usings.Count > 0 ? SyntaxTriviaList.Empty : SyntaxFactory.TriviaList(endOfLine)));
        return unit.WithUsings(unit.Usings.Insert(0, ours.WithLeadingTrivia(first.LeadingTrivia)));
    }

    // A name that a using directive of the file, or of the project, brings in, and that is the name of a type of this package too.
    private static bool HasAmbiguousName(SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.Compilation.GetTypeByMetadataName(RuntimeTypes.UnitAttribute) is not { ContainingNamespace: var space })
            return false;

        var types = new HashSet<string>(space.GetTypeMembers().Select(type => type.Name), StringComparer.Ordinal);
        return model.SyntaxTree.GetRoot(cancellationToken).DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
            .Where(name => !IsQualified(name) && IsNameOfType(name))
            .Any(name => TypeOf(model.GetSymbolInfo(name, cancellationToken).Symbol) is { ContainingType: null, ContainingNamespace: var of }
                && !SymbolEqualityComparer.Default.Equals(of, space)
                && !IsAround(of, model.GetEnclosingSymbol(name.SpanStart, cancellationToken)));

        bool IsNameOfType(SimpleNameSyntax name) => types.Contains(name.Identifier.ValueText)
            || (name.Parent is AttributeSyntax && types.Contains(name.Identifier.ValueText + "Attribute"));
    }

    private static bool IsQualified(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Right == name,
        MemberAccessExpressionSyntax access => access.Name == name,
        AliasQualifiedNameSyntax => true,
        _ => false,
    };

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol as INamedTypeSymbol ?? (symbol as IMethodSymbol)?.ContainingType;

    // The namespaces around a name come before all using directives.
    private static bool IsAround(INamespaceSymbol space, ISymbol? here)
    {
        for (here = here as INamespaceSymbol ?? here?.ContainingNamespace; here is not null; here = here.ContainingNamespace)
        {
            if (SymbolEqualityComparer.Default.Equals(here, space))
                return true;
        }

        return false;
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
