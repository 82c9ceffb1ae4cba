using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>Where hosted services are given to the host, which no longer compiles when they are units.</summary>
internal static class HostedRegistrations
{
    /// <summary><c>AddHostedService&lt;C&gt;()</c> and <c>AddSingleton&lt;IHostedService, C&gt;()</c> go; a chain goes on without them.</summary>
    public static IEnumerable<Change> Removals(HostedFamily family, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var calls = tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax }).ToList();
            foreach (var call in calls)
            {
                if (compilation.GetSemanticModel(tree).GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: { Length: > 0 } types } method
                    && family.Contains(types[types.Length - 1])
                    && (method.Name == "AddHostedService" || HostedTypes.IsHostedContract(types[0])))
                {
                    yield return new Change(call, "registration", (root, node) => Without(root, (InvocationExpressionSyntax)node));
                }
            }
        }
    }

    private static SyntaxNode Without(SyntaxNode root, InvocationExpressionSyntax call)
    {
        var rest = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        var isChain = rest is InvocationExpressionSyntax;
        return call.Parent switch
        {
            ExpressionStatementSyntax { Parent: GlobalStatementSyntax global } when !isChain => root.RemoveNode(global, SyntaxRemoveOptions.KeepLeadingTrivia)!,
            ExpressionStatementSyntax { Parent: BlockSyntax } statement when !isChain =>
                root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives)!,
            LambdaExpressionSyntax lambda when !isChain => root.ReplaceNode(lambda, lambda.WithBody(SyntaxFactory.Block())),
            _ => root.ReplaceNode(call, rest.WithTriviaFrom(call)),
        };
    }
}
