using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>What a program does last: the last of its top-level statements, or the last of its <c>Main</c>, which may be all that it has.</summary>
internal sealed class ProgramEnd
{
    private readonly SyntaxNode _place;
    private readonly MethodDeclarationSyntax? _main;

    private ProgramEnd(SyntaxNode place, ExpressionSyntax expression, MethodDeclarationSyntax? main)
    {
        _place = place;
        _main = main;
        Expression = expression;
    }

    /// <summary>The expression that is evaluated last.</summary>
    public ExpressionSyntax Expression { get; }

    /// <summary>The file.</summary>
    public SyntaxTree File => _place.SyntaxTree;

    /// <summary>Where it begins.</summary>
    public int Position => _place.SpanStart;

    /// <summary>The namespace around it, if there is one.</summary>
    public BaseNamespaceDeclarationSyntax? Namespace => _place.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>();

    /// <summary>The end of a program, where an exit code can be returned from it.</summary>
    public static ProgramEnd? Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (OfStatements(tree.GetRoot(cancellationToken)) is { } end)
                return end;
        }

        return compilation.GetEntryPoint(cancellationToken) is { DeclaringSyntaxReferences: [var reference], ReturnType.Name: "Void" or "Task" } entry
            && entry.ReturnType is not INamedTypeSymbol { Arity: > 0 }
            && !entry.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "STAThreadAttribute")
            && reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax main
            ? OfMain(main)
            : null;
    }

    /// <summary>The same end in another version of its file.</summary>
    public ProgramEnd? In(SyntaxNode root) => _main is null
        ? OfStatements(root)
        : root.DescendantNodes().OfType<MethodDeclarationSyntax>().LastOrDefault(IsSameMain) is { } main ? OfMain(main) : null;

    /// <summary>The file with other statements in its place, the last of which returns the exit code.</summary>
    public SyntaxNode Replace(SyntaxNode root, IReadOnlyList<string> statements)
    {
        var endOfLine = HookAttributes.EndOfLine(root);
        if (_place is GlobalStatementSyntax)
            return root.ReplaceNode(_place, Lines().Select(static line => SyntaxFactory.GlobalStatement(line)));

        var main = _main!;
        var changed = main.Body is { } body
            ? main.WithBody(body.WithStatements(body.Statements.ReplaceRange((StatementSyntax)_place, Lines())))
            : main.WithExpressionBody(null).WithSemicolonToken(default)
                .WithParameterList(main.ParameterList.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine)))
                .WithBody(BlockOf(statements, HookAttributes.IndentOf(main), HookAttributes.IndentUnit(root), endOfLine)
                    .WithTrailingTrivia(main.SemicolonToken.TrailingTrivia));
        var type = SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task<int>").WithTriviaFrom(main.ReturnType)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        changed = changed.WithReturnType(type);
        if (!changed.Modifiers.Any(SyntaxKind.AsyncKeyword))
            changed = WithAsync(changed);
        return root.ReplaceNode(main, changed);

        IEnumerable<StatementSyntax> Lines() => statements.Select((line, i) => SyntaxFactory.ParseStatement(line)
            .WithLeadingTrivia(i == 0 ? _place.GetLeadingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(HookAttributes.IndentOf(_place))))
            .WithTrailingTrivia(i == statements.Count - 1 ? _place.GetTrailingTrivia() : [SyntaxFactory.EndOfLine(endOfLine)])
            .WithAdditionalAnnotations(Simplifier.Annotation));
    }

    /// <summary>The declaration of a local variable before the end, where that is the only one in its statement.</summary>
    public LocalDeclarationStatementSyntax? DeclarationOf(string name)
    {
        var statements = _main?.Body is { } body ? body.Statements
            : _place.Parent is CompilationUnitSyntax unit ? unit.Members.OfType<GlobalStatementSyntax>().Select(static global => global.Statement)
            : [];
        return statements.OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(local => local.Declaration.Variables is [var only] && only.Identifier.ValueText == name);
    }

    private static ProgramEnd? OfStatements(SyntaxNode root) =>
        root.ChildNodes().OfType<GlobalStatementSyntax>().LastOrDefault(static global => global.Statement is not LocalFunctionStatementSyntax) is
        {
            Statement: ExpressionStatementSyntax last
        } place && LastStatements.CanReturn(last)
            ? new ProgramEnd(place, last.Expression, main: null)
            : null;

    private static ProgramEnd? OfMain(MethodDeclarationSyntax main) => main switch
    {
        { ExpressionBody: { } arrow } => new ProgramEnd(arrow, arrow.Expression, main),
        { Body.Statements: [.., ExpressionStatementSyntax last] } when LastStatements.CanReturn(last) => new ProgramEnd(last, last.Expression, main),
        { Body.Statements: [.., ReturnStatementSyntax { Expression: { } returned } last] } when ReturnsOnce(main) => new ProgramEnd(last, returned, main),
        _ => null,
    };

    // `return host.RunAsync();`
    private static bool ReturnsOnce(MethodDeclarationSyntax main) =>
        main.DescendantNodes(static inner => inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Count(static inner => inner is ReturnStatementSyntax) == 1;

    private bool IsSameMain(MethodDeclarationSyntax other) =>
        other.Identifier.ValueText == _main!.Identifier.ValueText && SyntaxFactory.AreEquivalent(other.ParameterList, _main.ParameterList)
            && other.Parent is TypeDeclarationSyntax type && _main.Parent is TypeDeclarationSyntax own && type.Identifier.ValueText == own.Identifier.ValueText;

    private static BlockSyntax BlockOf(IReadOnlyList<string> statements, string indent, string unit, string endOfLine) =>
        (BlockSyntax)SyntaxFactory.ParseStatement(
            $"{indent}{{{endOfLine}{string.Concat(statements.Select(line => $"{indent}{unit}{line}{endOfLine}"))}{indent}}}")
            .WithAdditionalAnnotations(Simplifier.Annotation);

    private static MethodDeclarationSyntax WithAsync(MethodDeclarationSyntax method)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method.Modifiers.Count > 0
            ? method.AddModifiers(keyword)
            : method.WithReturnType(method.ReturnType.WithoutLeadingTrivia()).AddModifiers(keyword.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia()));
    }
}
