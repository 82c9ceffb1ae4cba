using Lifecycle.Analyzers;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Hands work that a hook starts over to the unit, with <c>IWorkerContext.AddTask</c>; adds the context as a parameter of the hook if it has none.
/// </summary>
internal static class AddTaskRewrite
{
    /// <summary>The hook that contains an expression, if tasks can be added to its unit there; not for code in a lambda or a local function.</summary>
    public static (MethodDeclarationSyntax Method, IMethodSymbol Hook)? OwnerOf(
        SyntaxNode work,
        SemanticModel model,
        KnownSymbols types,
        CancellationToken cancellationToken) =>
        work.Ancestors().FirstOrDefault(IsFunction) is MethodDeclarationSyntax method
        && model.GetDeclaredSymbol(method, cancellationToken) is { IsOverride: false, IsVirtual: false, PartialDefinitionPart: null } hook
        && hook.PartialImplementationPart is null
        && Core.Extraction.RuntimeTypes.IsUnit(hook.ContainingType)
        && types.PhaseOf(hook) is { Phase: Phase.OnStartup or Phase.OnReady or Phase.Background }
            ? (method, hook)
            : null;

    /// <summary>A free name for the token of the task; other lambdas may use the same name.</summary>
    public static string TokenFor(SyntaxNode work, MethodDeclarationSyntax method) => Free("token", new HashSet<string>(
        method.DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            ParameterSyntax { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax } } parameter => parameter.Identifier.ValueText,
            _ => "",
        }).Concat(work.DescendantTokens().Select(token => token.ValueText)),
        StringComparer.Ordinal));

    /// <summary>Replaces an expression by the call.</summary>
    /// <param name="root">The file.</param>
    /// <param name="replaced">The code that starts the work so far.</param>
    /// <param name="method">The hook.</param>
    /// <param name="hook">Its symbol.</param>
    /// <param name="name">The name of the task, as code.</param>
    /// <param name="work">The work, as a lambda; full names of framework types are simplified.</param>
    public static SyntaxNode Replace(SyntaxNode root, ExpressionSyntax replaced, MethodDeclarationSyntax method, IMethodSymbol hook, string name, string work)
    {
        var names = new HashSet<string>(
            method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
            StringComparer.Ordinal);
        var context = hook.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "IWorkerContext")?.Name;
        var given = context ?? Free("context", names);
        var added = SyntaxFactory.ParseExpression($"{given}.AddTask({name}, {work})");
        added = added.ReplaceNodes(
            added.DescendantNodes()
                .Where(node => node is MemberAccessExpressionSyntax or QualifiedNameSyntax
                    && node.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax)
                    && node.ToString().StartsWith("System.Threading.", StringComparison.Ordinal)),
            (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));
        var changed = method.ReplaceNode(replaced, added.WithTriviaFrom(replaced));
        if (context is null)
        {
            var type = SyntaxFactory.ParseTypeName("Lifecycle.IWorkerContext")
                .WithAdditionalAnnotations(Simplifier.Annotation)
                .WithTrailingTrivia(SyntaxFactory.Space);
            changed = changed.WithParameterList(changed.ParameterList.WithParameters(CommaLists.Prepend(
                changed.ParameterList.Parameters,
                SyntaxFactory.Parameter(SyntaxFactory.Identifier(given)).WithType(type))));
        }

        return root.ReplaceNode(method, changed);
    }

    private static bool IsFunction(SyntaxNode node) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
            free = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }
}
