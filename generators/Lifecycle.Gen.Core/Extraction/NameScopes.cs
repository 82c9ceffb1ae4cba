using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>The namespaces of the program that a name can be of, by their full names with keywords escaped.</summary>
/// <param name="Enclosing">Those around the place, the global one included, which has no name.</param>
/// <param name="Declared">Those that are imported and have a declaration.</param>
/// <param name="Undeclared">Those that are imported and have none yet.</param>
internal sealed record NameScope(IReadOnlyList<string> Enclosing, IReadOnlyList<string> Declared, IReadOnlyList<string> Undeclared)
{
    /// <summary>All of them.</summary>
    public IEnumerable<string> All => Enclosing.Concat(Declared).Concat(Undeclared);
}

/// <summary>Which namespaces the names in a program can be of.</summary>
internal sealed class NameScopes
{
    private readonly Compilation _compilation;
    private readonly List<(string Name, bool IsDeclared)> _global;

    /// <summary>Reads the global imports of a program.</summary>
    public NameScopes(Compilation compilation)
    {
        _compilation = compilation;
        _global = [.. compilation.SyntaxTrees
            .SelectMany(tree => Imports(((CompilationUnitSyntax)tree.GetRoot()).Usings.Where(import => import.GlobalKeyword.RawKind != 0)))];
    }

    /// <summary>The namespaces that a name in the head of a type can be of.</summary>
    public NameScope Of(TypeDeclarationSyntax place)
    {
        List<string> enclosing = [""];
        List<(string Name, bool IsDeclared)> imported = [.. _global];
        foreach (var node in place.Ancestors().Reverse())
        {
            if (node is CompilationUnitSyntax file)
                imported.AddRange(Imports(file.Usings));
            if (node is not BaseNamespaceDeclarationSyntax space)
                continue;

            imported.AddRange(Imports(space.Usings));
            foreach (var part in Parts(space.Name))
                enclosing.Add(enclosing[enclosing.Count - 1] is { Length: > 0 } outer ? $"{outer}.{part}" : part);
        }

        var others = imported.Distinct().Where(import => !enclosing.Contains(import.Name)).ToList();
        return new NameScope(
            enclosing,
            [.. others.Where(import => import.IsDeclared).Select(import => import.Name)],
            [.. others.Where(import => !import.IsDeclared).Select(import => import.Name)]);
    }

    /// <summary>Without the namespaces of references, as System: what is not there yet is of the program.</summary>
    private IEnumerable<(string Name, bool IsDeclared)> Imports(IEnumerable<UsingDirectiveSyntax> imports)
    {
        foreach (var import in imports)
        {
            if (import is not { Alias: null, StaticKeyword.RawKind: 0, Name: { } name })
                continue;

            var known = _compilation.GetSemanticModel(import.SyntaxTree).GetSymbolInfo(name).Symbol as INamespaceSymbol;
            if (known is null)
                yield return (string.Join(".", Parts(name)), false);
            else if (!known.DeclaringSyntaxReferences.IsEmpty)
                yield return (TypeNames.EscapedName(known), true);
        }
    }

    private static IEnumerable<string> Parts(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => Parts(qualified.Left).Append(TypeNames.Escape(qualified.Right.Identifier.ValueText)),
        AliasQualifiedNameSyntax qualified => [TypeNames.Escape(qualified.Name.Identifier.ValueText)],
        SimpleNameSyntax simple => [TypeNames.Escape(simple.Identifier.ValueText)],
        _ => [],
    };
}
