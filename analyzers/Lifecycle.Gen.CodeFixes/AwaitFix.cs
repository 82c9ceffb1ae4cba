using Lifecycle.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Awaits a dropped task. A synchronous function around it becomes asynchronous, and its calls are awaited too, up to a hook or the entry point, which
/// user code does not call. If not all calls can be found (a lambda, a public method, a method group), nothing is offered.
/// </summary>
public abstract class AwaitFix : LifecycleCodeFix
{
    private protected sealed override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not ExpressionSyntax expression
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types)
        {
            return null;
        }

        var changes = new Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>>();
        if (!AddAwait(expression, model, changes) || !MakeAsyncAround(expression, model, types, changes, cancellationToken))
            return null;

        return new Fix(
            "Await it",
            () => document.WithSyntaxRoot(reported.SyntaxTree.GetRoot(cancellationToken).ReplaceNodes(changes.Keys, (old, now) => changes[old](now))));
    }

    // The statement around a dropped task becomes the statement `await …;`.
    private protected virtual bool AddAwait(ExpressionSyntax expression, SemanticModel model, Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changes)
    {
        if (Awaitable(expression, model) is not { } complete)
            return false;

        switch (expression.Parent)
        {
            // The last statement of the program returns its exit code.
            case ExpressionStatementSyntax { Parent: GlobalStatementSyntax } statement when GivesExitCode(expression, model)
                && LastStatements.CanReturn(statement):
                changes.Add(statement, now => ReturnAwaited((ExpressionStatementSyntax)now));
                return true;
            case ExpressionStatementSyntax or ArrowExpressionClauseSyntax:
            case AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword }:
                changes.Add(expression, now => AsyncRewrite.Await(complete((ExpressionSyntax)now)));
                return true;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment
                when assignment.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax:
                changes.Add(assignment, now => AsyncRewrite.Await(complete(((AssignmentExpressionSyntax)now).Right)).WithTriviaFrom(now));
                return true;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } all } variable }
                when all.Parent is LocalDeclarationStatementSyntax declaration && IsNamedOnce(variable, declaration):
                changes.Add(declaration, now => AwaitInitializer((LocalDeclarationStatementSyntax)now, complete));
                return true;
            default:
                return false;
        }
    }

    private static ExpressionStatementSyntax AwaitInitializer(LocalDeclarationStatementSyntax declaration, Func<ExpressionSyntax, ExpressionSyntax> complete)
    {
        var value = declaration.Declaration.Variables[0].Initializer!.Value.WithoutTrivia();
        return SyntaxFactory.ExpressionStatement(AsyncRewrite.Await(complete(value))).WithTriviaFrom(declaration);
    }

    private static ReturnStatementSyntax ReturnAwaited(ExpressionStatementSyntax statement) =>
        LastStatements.Return(statement.WithExpression(AsyncRewrite.Await(statement.Expression)));

    private static bool GivesExitCode(ExpressionSyntax expression, SemanticModel model) =>
        expression is InvocationExpressionSyntax
            && model.GetSymbolInfo(expression).Symbol is IMethodSymbol { Name: "RunAsync" } method
            && KnownSymbols.In(model.Compilation)!.IsWorkerCall(method);

    private static bool IsNamedOnce(VariableDeclaratorSyntax variable, LocalDeclarationStatementSyntax declaration) =>
        declaration.Parent?.DescendantNodes().OfType<IdentifierNameSyntax>().All(name => name.Identifier.ValueText != variable.Identifier.ValueText) is true;

    // `x?.FooAsync()` may be null, and null cannot be awaited.
    private static Func<ExpressionSyntax, ExpressionSyntax>? Awaitable(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression is not ConditionalAccessExpressionSyntax)
            return now => now;

        var type = model.GetTypeInfo(expression).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return nullable.TypeArguments[0].Name == "ValueTask"
                ? now => Coalesce(now, SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression))
                : null;

        var completed = SyntaxFactory.ParseExpression("System.Threading.Tasks.Task.CompletedTask")
            .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);
        return now => Coalesce(now, completed);
    }

    private static BinaryExpressionSyntax Coalesce(ExpressionSyntax left, ExpressionSyntax right) =>
        SyntaxFactory.BinaryExpression(SyntaxKind.CoalesceExpression, left.WithoutTrivia(), right)
            .WithAdditionalAnnotations(Formatter.Annotation)
            .WithTriviaFrom(left);

    private static bool MakeAsyncAround(
        ExpressionSyntax expression,
        SemanticModel model,
        KnownSymbols types,
        Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changes,
        CancellationToken cancellationToken)
    {
        var open = new Queue<ExpressionSyntax>([expression]);
        while (open.Count > 0)
        {
            var awaited = open.Dequeue();
            if (IsInLock(awaited))
                return false;
            if (FunctionOf(awaited) is not { } function)
                continue;

            if (function is AnonymousFunctionExpressionSyntax lambda)
            {
                if (lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword))
                    continue;

                return false;
            }

            if (model.GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol symbol)
                return false;
            if (symbol.IsAsync || changes.ContainsKey(function))
                continue;
            if (!AsyncRewrite.CanBecomeAsync(function) || (!symbol.ReturnsVoid && !IsPlainTask(symbol.ReturnType, types)))
                return false;

            changes.Add(function, AsyncRewrite.MakeAsync);
            var isNotCalled = types.PhaseOf(symbol) is not null
                || SymbolEqualityComparer.Default.Equals(model.Compilation.GetEntryPoint(cancellationToken), symbol);
            if (!symbol.ReturnsVoid || isNotCalled)
                continue;
            if (!AddCalls(symbol, function, model, changes, open, cancellationToken))
                return false;
        }

        return true;
    }

    // All calls of a function that returned nothing; they can be found only if the function is local or private.
    private static bool AddCalls(
        IMethodSymbol called,
        SyntaxNode function,
        SemanticModel model,
        Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> changes,
        Queue<ExpressionSyntax> open,
        CancellationToken cancellationToken)
    {
        var scope = called.MethodKind == MethodKind.LocalFunction ? function.Parent : function.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var isLocal = called.MethodKind == MethodKind.LocalFunction;
        if (scope is null
            || (!isLocal
                && (called.DeclaredAccessibility != Accessibility.Private
                    || !called.ExplicitInterfaceImplementations.IsEmpty
                    || IsSpread(called.ContainingType))))
        {
            return false;
        }

        foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == called.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, called))
                continue;

            var target = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : (ExpressionSyntax)name;
            if (target.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } call
                || changes.ContainsKey(call))
            {
                return false;
            }

            changes.Add(call, now => AsyncRewrite.Await((ExpressionSyntax)now));
            open.Enqueue(call);
        }

        return true;
    }

    // More than one written part: another file may contain calls.
    private static bool IsSpread(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Count(reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) > 1;

    private static bool IsPlainTask(ITypeSymbol type, KnownSymbols types) =>
        SymbolEqualityComparer.Default.Equals(type, types.Task) || SymbolEqualityComparer.Default.Equals(type, types.ValueTask);

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(ancestor =>
        ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
            || ancestor is AccessorDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax);

    private static bool IsInLock(SyntaxNode node) => node.Ancestors()
        .TakeWhile(ancestor => ancestor is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(ancestor => ancestor is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax);
}
