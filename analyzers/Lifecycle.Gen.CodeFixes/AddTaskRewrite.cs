using Lifecycle.Analyzers;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Gives work that a hook starts to the unit, with <c>IWorkerContext.AddTask</c>; the hook takes a context where it has none yet.</summary>
internal static class AddTaskRewrite
{
    /// <summary>The hook in which an expression stands, if its unit may be given tasks there; not from inside of a lambda or a local function.</summary>
    public static (MethodDeclarationSyntax Method, IMethodSymbol Hook)? OwnerOf(SyntaxNode place, SemanticModel model, KnownSymbols types, CancellationToken cancellationToken) =>
        place.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is MethodDeclarationSyntax method
        && model.GetDeclaredSymbol(method, cancellationToken) is { IsOverride: false, IsVirtual: false, PartialDefinitionPart: null, PartialImplementationPart: null } hook
        && Core.Extraction.RuntimeTypes.IsUnit(hook.ContainingType)
        && types.PhaseOf(hook) is { Phase: Phase.OnStartup or Phase.OnReady or Phase.Background }
            ? (method, hook)
            : null;

    /// <summary>A name for the token of the task; lambdas beside this one may call theirs the same.</summary>
    public static string TokenFor(SyntaxNode work, MethodDeclarationSyntax method) => Free("token", new HashSet<string>(
        method.DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            ParameterSyntax { Parent: ParameterListSyntax { Parent: MethodDeclarationSyntax } } parameter => parameter.Identifier.ValueText,
            _ => "",
        }).Concat(work.DescendantTokens().Select(token => token.ValueText)),
        StringComparer.Ordinal));

    /// <summary>Puts the call in place of an expression.</summary>
    /// <param name="root">The file.</param>
    /// <param name="replaced">What starts the work now.</param>
    /// <param name="method">The hook.</param>
    /// <param name="hook">Its symbol.</param>
    /// <param name="name">The name of the task, as code.</param>
    /// <param name="work">What it does, a lambda; types of the framework in full are shortened where the file allows.</param>
    public static SyntaxNode Replace(SyntaxNode root, ExpressionSyntax replaced, MethodDeclarationSyntax method, IMethodSymbol hook, string name, string work)
    {
        var names = new HashSet<string>(method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        var context = hook.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "IWorkerContext")?.Name;
        var given = context ?? Free("context", names);
        var added = SyntaxFactory.ParseExpression($"{given}.AddTask({name}, {work})");
        added = added.ReplaceNodes(
            added.DescendantNodes().Where(node => node is MemberAccessExpressionSyntax or QualifiedNameSyntax && node.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax) && node.ToString().StartsWith("System.Threading.", StringComparison.Ordinal)),
            (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));
        var changed = method.ReplaceNode(replaced, added.WithTriviaFrom(replaced));
        if (context is null)
        {
            var type = SyntaxFactory.ParseTypeName("Lifecycle.IWorkerContext").WithAdditionalAnnotations(Simplifier.Annotation).WithTrailingTrivia(SyntaxFactory.Space);
            changed = changed.WithParameterList(changed.ParameterList.WithParameters(CommaLists.Prepend(changed.ParameterList.Parameters, SyntaxFactory.Parameter(SyntaxFactory.Identifier(given)).WithType(type))));
        }

        return root.ReplaceNode(method, changed);
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
            free = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }
}
