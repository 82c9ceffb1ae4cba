using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// Whether a solution still compiles after a conversion. Code may use a hosted service in ways that no search by name finds, such as a conversion to the
/// host's contract in a test: the compiler finds all of them. Only files that name a class of the family, or a member of such a type, are bound.
/// </summary>
internal static class ConversionCheck
{
    /// <summary>Whether the changed solution has no error that the original one does not have.</summary>
    public static async Task<bool> CompilesAsync(Solution before, Solution after, HostedFamily family, CancellationToken cancellationToken)
    {
        var names = NamesToCheck(family, cancellationToken);
        foreach (var compilation in family.Scope)
        {
            var documents = compilation.SyntaxTrees
                .Where(tree => IdentifiersIn.Tree(tree, cancellationToken).Overlaps(names))
                .Select(tree => before.GetDocument(tree)).OfType<Document>().ToList();
            foreach (var document in documents)
            {
                var errors = await ErrorsAsync(document, cancellationToken).ConfigureAwait(false);
                if (after.GetDocument(document.Id) is not { } changed || await ErrorsAsync(changed, cancellationToken).ConfigureAwait(false) > errors)
                    return false;
            }
        }

        return true;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? model.GetDiagnostics(cancellationToken: cancellationToken).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            : 0;

    // The classes, and the members whose type names one of them: a file may use such a member without naming the class.
    private static HashSet<string> NamesToCheck(HostedFamily family, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(family.Names, StringComparer.Ordinal);
        foreach (var tree in family.Scope.SelectMany(compilation => compilation.SyntaxTrees))
        {
            if (!IdentifiersIn.Tree(tree, cancellationToken).Overlaps(family.Names))
                continue;

            var members = tree.GetRoot(cancellationToken).DescendantNodes().SelectMany(MembersOf);
            names.UnionWith(members.Where(member => Names(member.Type)).Select(member => member.Name));
        }

        return names;

        bool Names(TypeSyntax? type) =>
            type is not null && type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => family.Names.Contains(name.Identifier.ValueText));
    }

    private static IEnumerable<(string Name, TypeSyntax? Type)> MembersOf(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax property => [(property.Identifier.ValueText, property.Type)],
        MethodDeclarationSyntax method => [(method.Identifier.ValueText, method.ReturnType)],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (variable.Identifier.ValueText, (TypeSyntax?)field.Declaration.Type)),
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => [(parameter.Identifier.ValueText, parameter.Type)],
        _ => [],
    };
}
