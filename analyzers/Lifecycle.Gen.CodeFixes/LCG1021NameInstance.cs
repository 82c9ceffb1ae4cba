using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Writes the name of an instance that the worker has, or adds the instance to the worker.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1021NameInstance))]
[Shared]
public sealed class LCG1021NameInstance : GraphFix
{
    private protected override string RuleId => RuleIds.UnknownInstance;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // The worker, the unit, the name, and the names that there are.
        var targets = TargetsOf(diagnostic);
        if (targets.Length < 3
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
            return [];

        var remedies = new List<Remedy>();
        var parameter = await PartAtAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) as ParameterSyntax;
        var written = parameter?.AttributeLists.SelectMany(list => list.Attributes)
            .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? [])
            .Select(argument => argument.Expression)
            .OfType<LiteralExpressionSyntax>()
            .FirstOrDefault(literal => literal.Token.ValueText == targets[2]);
        if (written is not null)
        {
            remedies.AddRange(targets.Skip(3).Select(name => new Remedy(
                $"Name {name}",
                $"name {name}",
                new Change(written, name, (root, node) => root.ReplaceNode(node, Literal(name).WithTriviaFrom(node))))));
        }

        if (DeclaredWorker(compilation, targets[0], cancellationToken) is var (type, mark))
        {
            var instance = $"Instance<{targets[1]}>({Literal(targets[2])})";
            remedies.Add(new Remedy(
                $"Add [Instance<{Core.Units.TypeRef.Shorten(targets[1])}>({Literal(targets[2])})] to {type.Name}",
                "add the instance",
                new Change(mark, instance, (root, node) => AttributeRewrite.AddBeside(root, (AttributeSyntax)node, instance))));
        }

        return remedies;
    }

    private static LiteralExpressionSyntax Literal(string name) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
}
