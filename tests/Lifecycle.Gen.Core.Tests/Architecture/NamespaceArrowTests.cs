using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>Dependencies between namespaces point one way: what a file says that it uses is compared with the tables of <see cref="NamespaceTable"/>.</summary>
public class NamespaceArrowTests
{
    public static TheoryData<string> Folders => [.. NamespaceTable.All.Select(table => table.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_use_only_namespaces_that_theirs_may_know(string folder)
    {
        var table = TableOf(folder);
        var against = SourcesOf(folder).SelectMany(source => source.Used
            .Where(used => !Allowed(table, source.Namespace).Contains(used))
            .Select(used => $"{source.File}: {source.Namespace} -> {used}"));
        Assert.Empty(against);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_namespace_is_in_the_table_and_every_arrow_is_used(string folder)
    {
        var used = SourcesOf(folder).GroupBy(source => source.Namespace, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(source => source.Used).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(used.Keys.Order(StringComparer.Ordinal), TableOf(folder).Arrows.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(TableOf(folder).Arrows.SelectMany(row => row.Value.Where(target => !used[row.Key].Contains(target))
            .Select(target => $"{row.Key} -> {target}")));
    }

    /// <summary>A table with a circle would allow what it is there to prevent.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void The_arrows_make_no_circle(string folder)
    {
        var left = TableOf(folder).Arrows.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
        // A namespace and the one that contains it are one room with an alcove: the outer one names what the inner one prints.
        while (left.Keys.FirstOrDefault(space => !left[space].Any(target => left.ContainsKey(target)
            && !target.StartsWith(space + ".", StringComparison.Ordinal))) is { } end)
            left.Remove(end);
        Assert.Empty(left.Keys);
    }

    /// <summary><c>Rules.Descriptors</c> instead of a using directive would pass the tests above.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_qualifies_a_type_of_another_namespace(string folder)
    {
        var sources = SourcesOf(folder).ToList();
        var types = sources.SelectMany(source => source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Select(type => $"{LastOf(source.Namespace)}.{type.Identifier.ValueText}"))
            .ToHashSet(StringComparer.Ordinal);
        var qualified = sources.SelectMany(source => source.Root.DescendantNodes()
            .Select(node => node switch
            {
                QualifiedNameSyntax name when !name.Ancestors()
                    .Any(around => around is BaseNamespaceDeclarationSyntax { Name: var declared } && declared.Span.Contains(name.Span)) =>
                    $"{LastOf(name.Left.ToString())}.{name.Right.Identifier.ValueText}",
                MemberAccessExpressionSyntax access when IsNamespace(access.Expression.ToString()) && !IsMember(access) =>
                    $"{LastOf(access.Expression.ToString())}.{access.Name.Identifier.ValueText}",
                _ => "",
            })
            .Where(name => types.Contains(name) && !source.Namespace.EndsWith("." + name.Split('.')[0], StringComparison.Ordinal))
            .Select(name => $"{source.File}: {name}"));
        Assert.Empty(qualified);

        // A member may have the name of a namespace, as in queue.Units.Movement, and in the class of the queue Units.Movement.
        bool IsNamespace(string name) =>
            sources.Any(source => source.Namespace == name || source.Namespace.EndsWith("." + name, StringComparison.Ordinal));
    }

    private static bool IsMember(MemberAccessExpressionSyntax access) =>
        access.Ancestors().OfType<TypeDeclarationSyntax>().SelectMany(type => type.Members).SelectMany(NamesOf).Contains(access.Expression.ToString());

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => [],
    };

    private static NamespaceTable TableOf(string folder) => NamespaceTable.All.Single(table => table.Folder == folder);

    private static string[] Allowed(NamespaceTable table, string space) => table.Arrows.TryGetValue(space, out var targets) ? targets : [];

    private static string LastOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static IEnumerable<Source> SourcesOf(string folder)
    {
        foreach (var file in Repository.SourcesIn(folder))
        {
            var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Latest)).GetRoot();
            // What the language lacks on the oldest platform stands in namespaces of the platform.
            if (root.Members is not [BaseNamespaceDeclarationSyntax { Name: var space }] || !space.ToString().StartsWith("Lifecycle", StringComparison.Ordinal))
                continue;

            var used = root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(directive => directive.Name?.ToString() ?? "")
                .Where(name => name.StartsWith("Lifecycle", StringComparison.Ordinal)).ToList();
            yield return new Source(Path.GetRelativePath(Repository.Root, file), space.ToString(), used, root);
        }
    }

    private sealed record Source(string File, string Namespace, IReadOnlyList<string> Used, CompilationUnitSyntax Root);
}
