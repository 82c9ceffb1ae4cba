using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>One change of one node, in any document of the solution.</summary>
/// <param name="Node">The node to change.</param>
/// <param name="What">Distinguishes it from other changes of the same node.</param>
/// <param name="Apply">The root and the node as they are then → the new root.</param>
internal sealed record Change(SyntaxNode Node, string What, Func<SyntaxNode, SyntaxNode, SyntaxNode> Apply)
{
    /// <summary>Marks a class as a unit.</summary>
    public static Change MarkAsUnit(TypeDeclarationSyntax type, Compilation compilation, CancellationToken cancellationToken)
    {
        var needsUsing = UnitRewrite.NeedsUsing(compilation.GetSemanticModel(type.SyntaxTree), type, cancellationToken);
        return new Change(type, "unit", (root, node) =>
        {
            root = UnitRewrite.MarkAsUnit(root, (TypeDeclarationSyntax)node);
            return needsUsing ? UnitRewrite.WithUsing(root) : root;
        });
    }

    /// <summary>Removes an attribute.</summary>
    public static Change Remove(AttributeSyntax attribute) => new(attribute, "remove", (root, node) => AttributeRewrite.Remove(root, (AttributeSyntax)node));

    /// <summary>Applies changes one after another, equal ones once.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var distinct = changes.GroupBy(change => (change.Node, change.What)).Select(group => group.First());
        foreach (var inTree in distinct.GroupBy(change => change.Node.SyntaxTree).ToList())
        {
            if (solution.GetDocument(inTree.Key) is not { } document)
                continue;

            var root = await inTree.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
            // Annotations: a change must find its node again after the changes before it.
            var marks = inTree.Select(change => change.Node).Distinct().ToDictionary(node => node, _ => new SyntaxAnnotation());
            root = root.ReplaceNodes(marks.Keys, (old, now) => now.WithAdditionalAnnotations(marks[old]));
            foreach (var change in inTree)
            {
                if (root.GetAnnotatedNodes(marks[change.Node]).FirstOrDefault() is { } node)
                    root = change.Apply(root, node);
            }

            document = await NameSimplifier.ReduceAsync(document.WithSyntaxRoot(root), cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentSyntaxRoot(document.Id, (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!);
        }

        return solution;
    }
}
