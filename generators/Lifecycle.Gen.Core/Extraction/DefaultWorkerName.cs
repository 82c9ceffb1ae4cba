using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The name of the default worker. A type of the global namespace comes before everything that a file imports with <c>using</c>: a generated
/// <c>Worker</c> would hide the class of that name that .NET's worker template makes, and its own registration would no longer compile.
/// </summary>
public static class DefaultWorkerName
{
    // What a file imports does not change with the others: after an edit only files that are new are read.
    private static readonly ConditionalWeakTable<SyntaxTree, Imports> s_imports = new();

    /// <summary>The names that are tried, the best first; after the last it gets a number.</summary>
    public static readonly IReadOnlyList<string> Candidates = ["Worker", "DefaultWorker", "GeneratedWorker"];

    /// <summary>Whether a name may be tried: a type of that name can be what decides about the worker's.</summary>
    public static bool IsCandidate(string name) =>
        Candidates.Any(candidate => name.StartsWith(candidate, StringComparison.Ordinal) && IsNumber(name, candidate.Length));

    /// <summary>The first name that nothing in the program means yet.</summary>
    public static string In(Compilation compilation, CancellationToken token)
    {
        var imports = compilation.SyntaxTrees
            .Select(tree => s_imports.GetValue(tree, tree => new Imports((CompilationUnitSyntax)tree.GetRoot(token))))
            .ToList();
        var aliases = new HashSet<string>(imports.SelectMany(file => file.Aliases), StringComparer.Ordinal);
        var containers = new HashSet<string>(imports.SelectMany(file => file.Containers), StringComparer.Ordinal);
        // Tests mean the worker of the program that they test. A program that is the friend of another has one of its own.
        var isTest = TestFrameworks.AreUsedIn(compilation);
        for (var i = 0; ; i++)
        {
            var name = i < Candidates.Count ? Candidates[i] : $"{Candidates[Candidates.Count - 1]}{i}";
            if (aliases.Contains(name) || IsDeclared(compilation, name) || containers.Any(container => IsImported(compilation, container + name)))
                continue;
            if (!(isTest && IsTested(compilation, name)))
                return name;
        }
    }

    /// <summary>The analyzers' compilation has the generated worker too, which is no obstacle to itself.</summary>
    private static bool IsDeclared(Compilation compilation, string name) => compilation.Assembly.GlobalNamespace.GetMembers(name)
        .Any(member => member is INamespaceSymbol || member.DeclaringSyntaxReferences.Any(part => !IsGenerated(part.SyntaxTree)));

    private static bool IsTested(Compilation compilation, string name) => compilation.GetTypesByMetadataName(name)
        .Any(type => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            && RuntimeTypes.IsGeneratedWorker(type)
            && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));

    private static bool IsNumber(string name, int start)
    {
        while (start < name.Length && name[start] is >= '0' and <= '9')
            start++;
        return start == name.Length;
    }

    private static bool IsImported(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) is { } type && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>What the using directives at the top of a file bring into the global namespace.</summary>
    private sealed class Imports
    {
        public Imports(CompilationUnitSyntax root)
        {
            foreach (var directive in root.Usings)
            {
                if (directive.Alias is { } alias)
                    Aliases.Add(alias.Name.Identifier.ValueText);
                else if (directive.Name is { } name)
                    Containers.Add(Plain(name) + (directive.StaticKeyword.RawKind == 0 ? "." : "+"));
            }
        }

        public List<string> Aliases { get; } = [];

        /// <summary>Namespaces and static types, as the names in metadata of what they contain begin.</summary>
        public List<string> Containers { get; } = [];

        private static string Plain(NameSyntax name) => name switch
        {
            QualifiedNameSyntax qualified => $"{Plain(qualified.Left)}.{qualified.Right.Identifier.ValueText}",
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => name.ToString(),
        };
    }
}
