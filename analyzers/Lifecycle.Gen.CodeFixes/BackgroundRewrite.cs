using Lifecycle.Analyzers;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Hands a task that a hook drops over to the unit: a method of the class that is called only there becomes a background hook; any other call moves
/// into <c>IWorkerContext.AddTask</c>, with the token of that task in place of the hook's.
/// </summary>
internal static class BackgroundRewrite
{
    /// <summary>The changed root, or <see langword="null"/> if the task cannot be handed over as it is written.</summary>
    public static SyntaxNode? Of(ExpressionSyntax dropped, SemanticModel model, KnownSymbols types, CancellationToken cancellationToken)
    {
        var statement = dropped.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard
            ? (ExpressionSyntax)discard
            : dropped;
        if (CallIn(dropped, model, types) is not { } call
            || statement.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax)
            || AddTaskRewrite.OwnerOf(statement, model, types, cancellationToken) is not var (method, hook)
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol called
            || called.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks")
        {
            return null;
        }

        var root = method.SyntaxTree.GetRoot(cancellationToken);
        return MakeHook(root, statement, call, called, method, model, types, cancellationToken)
            ?? AddTask(root, statement, call, called, method, hook, model, types);
    }

    private static InvocationExpressionSyntax? CallIn(ExpressionSyntax dropped, SemanticModel model, KnownSymbols types) => dropped switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner } wrapper }
            when wrapper.Name.Identifier.ValueText is "ConfigureAwait" or "AsTask" && types.IsTask(model.GetTypeInfo(inner).Type) =>
            CallIn(inner, model, types),
        InvocationExpressionSyntax call when types.IsTask(model.GetTypeInfo(call).Type) && IsPlainName(call.Expression) => call,
        _ => null,
    };

    // A name that is a valid argument of nameof.
    private static bool IsPlainName(ExpressionSyntax name) => name switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax, Expression: var of } => IsPlainName(of),
        _ => false,
    };

    // `PollAsync(ct);` as a statement in the hook's block, without a comment that would be removed with it, and the only use of a private method with
    // the signature of a hook.
    private static SyntaxNode? MakeHook(
        SyntaxNode root,
        ExpressionSyntax statement,
        InvocationExpressionSyntax call,
        IMethodSymbol called,
        MethodDeclarationSyntax hook,
        SemanticModel model,
        KnownSymbols types,
        CancellationToken cancellationToken)
    {
        if (statement.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } whole
            || block != hook.Body
            || whole.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            || called is not { DeclaredAccessibility: Accessibility.Private, IsStatic: false, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
            || !IsHookSignature(called, types)
            || called.DeclaringSyntaxReferences is not [{ } reference]
            || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax declaration
            || declaration.SyntaxTree != hook.SyntaxTree
            || !call.ArgumentList.Arguments.All(argument => model.GetSymbolInfo(argument.Expression, cancellationToken).Symbol is IParameterSymbol)
            || called.ContainingType.DeclaringSyntaxReferences
                .SelectMany(part => part.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
                .Count(name => name.Identifier.ValueText == called.Name) > 1)
        {
            return null;
        }

        var marked = root.TrackNodes(whole, declaration);
        marked = marked.ReplaceNode(
            marked.GetCurrentNode(declaration)!,
            HookAttributes.Mark(marked.GetCurrentNode(declaration)!, Phase.Background, HookAttributes.EndOfLine(root)));
        return marked.RemoveNode(
            marked.GetCurrentNode(whole)!,
            SyntaxRemoveOptions.KeepExteriorTrivia & ~SyntaxRemoveOptions.KeepTrailingTrivia & ~SyntaxRemoveOptions.KeepLeadingTrivia);
    }

    private static bool IsHookSignature(IMethodSymbol method, KnownSymbols types) =>
        (SymbolEqualityComparer.Default.Equals(method.ReturnType, types.Task) || SymbolEqualityComparer.Default.Equals(method.ReturnType, types.ValueTask))
        && method.Parameters.All(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, types.CancellationToken)) && method.Parameters.Length <= 1
        && types.PhaseOf(method) is null;

    private static SyntaxNode AddTask(
        SyntaxNode root,
        ExpressionSyntax statement,
        InvocationExpressionSyntax call,
        IMethodSymbol called,
        MethodDeclarationSyntax method,
        IMethodSymbol hook,
        SemanticModel model,
        KnownSymbols types)
    {
        var token = AddTaskRewrite.TokenFor(call, method);
        var work = WithToken(call, called, token, hook, model, types).WithoutTrivia();
        var isTask = model.GetTypeInfo(call).Type?.Name == "Task";
        return AddTaskRewrite.Replace(
            root,
            statement,
            method,
            hook,
            $"nameof({call.Expression.WithoutTrivia()})",
            isTask ? $"{token} => {work}" : $"async {token} => await {work}");
    }

    // The token of the start ends with the start; the task gets one that ends with the unit.
    private static InvocationExpressionSyntax WithToken(
        InvocationExpressionSyntax call,
        IMethodSymbol called,
        string token,
        IMethodSymbol hook,
        SemanticModel model,
        KnownSymbols types)
    {
        var name = SyntaxFactory.IdentifierName(token);
        var old = call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(one => model.GetSymbolInfo(one).Symbol is IParameterSymbol parameter
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, hook)
                && SymbolEqualityComparer.Default.Equals(parameter.Type, types.CancellationToken)).ToList();
        if (old.Count > 0)
            return call.ReplaceNodes(old, (_, now) => name.WithTriviaFrom(now));

        var missing = called.Parameters.FirstOrDefault(parameter => parameter.IsOptional
            && SymbolEqualityComparer.Default.Equals(parameter.Type, types.CancellationToken));
        if (missing is null
            || call.ArgumentList.Arguments.Count > missing.Ordinal
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == missing.Name))
        {
            return call;
        }

        var isNext = call.ArgumentList.Arguments.Count == missing.Ordinal && call.ArgumentList.Arguments.All(argument => argument.NameColon is null);
        var argument = SyntaxFactory.Argument(isNext ? null : SyntaxFactory.NameColon(missing.Name).WithTrailingTrivia(SyntaxFactory.Space), default, name);
        return call.WithArgumentList(call.ArgumentList.WithArguments(CommaLists.Append(call.ArgumentList.Arguments, argument)));
    }
}
