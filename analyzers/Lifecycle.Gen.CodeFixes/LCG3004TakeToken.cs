using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>Adds a token to a hook and passes it to every awaited call that can take one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG3004TakeToken))]
[Shared]
public sealed class LCG3004TakeToken : LifecycleCodeFix
{
    private const string Token = "cancellationToken";

    private protected override string RuleId => RuleIds.HookWithoutToken;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not MethodDeclarationSyntax method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not { } hook
            || model.GetOperation(method, cancellationToken) is not { } body)
        {
            return null;
        }

        var calls = LCG3004NoToken.Find(body, hook, types);
        if (calls.Count == 0
            || !LCG3004NoToken.CouldTakeToken(hook)
            || hook.IsVirtual
            || hook.PartialDefinitionPart is not null || hook.PartialImplementationPart is not null
            || hook.ContainingType.GetMembers(hook.Name).Length > 1
            || method.DescendantTokens().Any(token => token.ValueText == Token)
            || await IsUsedByHandAsync(hook, document, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var changes = new Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> { [method.ParameterList] = now => WithToken((ParameterListSyntax)now) };
        foreach (var (call, parameter) in calls)
        {
            if (call.Syntax is not InvocationExpressionSyntax { ArgumentList: var arguments })
                return null;

            // After all parameters before it, the token needs no name.
            var parametersBefore = call.TargetMethod.Parameters.Count(other => other.Type.Name != nameof(CancellationToken));
            if (IsReduced(call.Syntax, model))
                parametersBefore--;
            var isNext = parametersBefore == arguments.Arguments.Count
                && arguments.Arguments.All(argument => argument.NameColon is null);
            changes[arguments] = now => WithArgument((ArgumentListSyntax)now, isNext ? null : parameter);
        }

        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        return new Fix(
            "Take a CancellationToken and pass it on",
            () => document.WithSyntaxRoot(root.ReplaceNodes(changes.Keys, (old, now) => changes[old](now))));
    }

    // Generated code adapts; other calls would no longer compile.
    private static async Task<bool> IsUsedByHandAsync(IMethodSymbol hook, Document document, CancellationToken cancellationToken)
    {
        var references = await SymbolFinder.FindReferencesAsync(hook, document.Project.Solution, cancellationToken).ConfigureAwait(false);
        return references.SelectMany(reference => reference.Locations).Any(location => location.Document is not SourceGeneratedDocument);
    }

    private static bool IsReduced(SyntaxNode call, SemanticModel model) => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null };

    private static ParameterListSyntax WithToken(ParameterListSyntax list) => list.WithParameters(CommaLists.Append(
        list.Parameters,
        SyntaxFactory.Parameter(SyntaxFactory.Identifier(Token))
            .WithType(SyntaxFactory.ParseTypeName("System.Threading.CancellationToken")
                .WithAdditionalAnnotations(Simplifier.Annotation)
                .WithTrailingTrivia(SyntaxFactory.Space))));

    private static ArgumentListSyntax WithArgument(ArgumentListSyntax list, string? name)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(Token));
        if (name is not null)
            argument = argument.WithNameColon(SyntaxFactory.NameColon(
                SyntaxFactory.IdentifierName(name),
                SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
        return list.WithArguments(CommaLists.Append(list.Arguments, argument));
    }
}
