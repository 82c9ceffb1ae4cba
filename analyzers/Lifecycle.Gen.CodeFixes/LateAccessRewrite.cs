using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Turns a constructor parameter into late access: <c>Cache cache</c> becomes <c>Func&lt;Cache&gt; cache</c>, the field that keeps it follows, and each use
/// of the two becomes a call. Not possible where the constructor itself uses the unit.
/// </summary>
internal sealed class LateAccessRewrite
{
    private const string What = "late";
    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly List<Change> _changes = [];
    private readonly Queue<ISymbol> _open = new();
    private bool _isPossible = true;

    private LateAccessRewrite(Compilation compilation, CancellationToken token) => (_compilation, _token) = (compilation, token);

    /// <summary>The changes; <see langword="null"/> where there are none that are right.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isUnordered">Whether it gets <c>[Unordered]</c>.</param>
    /// <param name="compilation">The compilation that it is in.</param>
    /// <param name="token">Ends the search.</param>
    public static Change[]? Of(ParameterSyntax parameter, bool isUnordered, Compilation compilation, CancellationToken token)
    {
        var model = compilation.GetSemanticModel(parameter.SyntaxTree);
        if (model.GetDeclaredSymbol(parameter, token) is not { } symbol || parameter.Type is null)
            return null;

        var adds = isUnordered && !LateAccessReader.IsUnordered(symbol);
        if (LateAccessReader.ContentOf(symbol.Type) is not null)
            return adds ? [new Change(parameter, What, (root, node) => root.ReplaceNode(node, WithMark((ParameterSyntax)node)))] : null;
        if (!LateAccessReader.CanBeContent(symbol.Type) || parameter.Default is not null)
            return null;

        var rewrite = new LateAccessRewrite(compilation, token);
        rewrite._open.Enqueue(symbol);
        while (rewrite._open.Count > 0 && rewrite._isPossible)
            rewrite.Follow(rewrite._open.Dequeue());
        if (!rewrite._isPossible)
            return null;

        var changed = new Change(parameter, What, (root, node) =>
        {
            var late = (ParameterSyntax)node;
            late = late.WithType(Late(late.Type!));
            return root.ReplaceNode(node, adds ? WithMark(late) : late);
        });
        return [changed, .. rewrite._changes];
    }

    private static ParameterSyntax WithMark(ParameterSyntax parameter)
    {
        var declared = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"void M([{HookAttributes.FullName("Unordered")}] int x) {{ }}")!;
        var list = declared.ParameterList.Parameters[0].AttributeLists[0];
        list = list.ReplaceNode(list.Attributes[0], list.Attributes[0].WithAdditionalAnnotations(Simplifier.Annotation));
        return parameter.WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Add(list.WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());
    }

    private static TypeSyntax Late(TypeSyntax type) =>
        SyntaxFactory.ParseTypeName($"global::System.Func<{type.WithoutTrivia()}>").WithAdditionalAnnotations(Simplifier.Annotation).WithTriviaFrom(type);

    private void Follow(ISymbol kept)
    {
        foreach (var declaration in kept.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_token)))
        {
            SemanticModel? model = null;
            foreach (var name in declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == kept.Name))
            {
                model ??= _compilation.GetSemanticModel(declaration.SyntaxTree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, _token).Symbol, kept))
                    Use(name, kept, model);
            }
        }
    }

    private void Use(IdentifierNameSyntax name, ISymbol kept, SemanticModel model)
    {
        SyntaxNode use = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name ? access : name;
        if (use.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment)
        {
            if (assignment.Left == use && kept is IFieldSymbol)
                return; // Its right side is the parameter, or the field would not be one that only the constructor sets.

            if (assignment.Right == use && kept is IParameterSymbol && model.GetSymbolInfo(assignment.Left, _token).Symbol is IFieldSymbol field)
            {
                Keep(field, kept);
                return;
            }
        }

        if (use.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } variable })
        {
            if (kept is IParameterSymbol && model.GetDeclaredSymbol(variable, _token) is IFieldSymbol field)
                Keep(field, kept);
            else
                _isPossible = false;
            return;
        }

        if (use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } })
            return;

        if (use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || RunsInConstructor(use))
            _isPossible = false;
        else
            _changes.Add(new Change(use, What, static (root, node) => root.ReplaceNode(node, Call((ExpressionSyntax)node))));
    }

    private static InvocationExpressionSyntax Call(ExpressionSyntax kept) =>
        SyntaxFactory.InvocationExpression(kept.WithoutTrailingTrivia()).WithTrailingTrivia(kept.GetTrailingTrivia());

    /// <summary>A field of the same type that the constructor sets once.</summary>
    private void Keep(IFieldSymbol field, ISymbol kept)
    {
        if (field is not { IsReadOnly: true, DeclaredAccessibility: Accessibility.Private }
            || !SymbolEqualityComparer.Default.Equals(field.Type, ((IParameterSymbol)kept).Type)
            || field.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(_token).Parent is not VariableDeclarationSyntax { Variables.Count: 1 } declaration)
        {
            _isPossible = false;
            return;
        }

        _changes.Add(new Change(declaration.Type, What, static (root, node) => root.ReplaceNode(node, Late((TypeSyntax)node))));
        _open.Enqueue(field);
    }

    /// <summary>In a constructor, an initializer or an argument of the base class; what a lambda does there happens later.</summary>
    private static bool RunsInConstructor(SyntaxNode use)
    {
        foreach (var around in use.Ancestors())
        {
            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax or AccessorDeclarationSyntax)
                return false;
            if (around is PropertyDeclarationSyntax { ExpressionBody: { } body } && body.Span.Contains(use.Span))
                return false;
            if (around is ConstructorDeclarationSyntax or BaseTypeDeclarationSyntax or MemberDeclarationSyntax)
                return true;
        }

        return true;
    }
}
