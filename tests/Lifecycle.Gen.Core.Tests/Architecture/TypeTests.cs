using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>A type has one reason to change: it is whole in one file and small enough to be read at once.</summary>
public class TypeTests
{
    private const int MostLines = 350;

    private static readonly Lazy<IGrouping<string, (string File, int Lines)>[]> s_types = new(() =>
    [
        .. from file in SourceFile.Code
           from type in file.Types
           group (file.Name, file.LineAt(type.Span.End) - file.LineAt(type.SpanStart) + 1) by NameOf(file, type),
    ]);

    /// <summary>All parts of a type are counted, wherever they stand.</summary>
    [Fact]
    public void No_type_has_more_than_350_lines() => Report.Nothing(
        from type in s_types.Value
        let lines = type.Sum(part => part.Lines)
        where lines > MostLines
        select $"{type.Key}: {lines} lines");

    [Fact]
    public void A_type_is_whole_in_one_file() => Report.Nothing(
        from type in s_types.Value
        where type.Count() > 1
        select $"{type.Key}: {string.Join(", ", type.Select(part => part.File))}");

    /// <summary>What has one part needs no modifier, unless an attribute generates the other part: of a log message, an expression, a native call.</summary>
    [Fact]
    public void A_type_is_partial_only_for_generated_code() => Report.Nothing(
        from file in SourceFile.Code
        where file.IsIn("src/Lifecycle.Gen/", "generators/", "analyzers/")
        from type in file.Types
        where type.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !type.DescendantNodes().OfType<MemberDeclarationSyntax>().Any(member => member.Modifiers.Any(SyntaxKind.PartialKeyword))
        select $"{file.Name}: {type.Identifier}");

    /// <summary>The name of a type within its project, as two projects may have one of the same name; each template is a project.</summary>
    private static string NameOf(SourceFile file, BaseTypeDeclarationSyntax type)
    {
        var name = type.Identifier.Text;
        if (type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and var arity })
            name += "`" + arity;
        for (var parent = type.Parent; parent is BaseTypeDeclarationSyntax outer; parent = parent.Parent)
            name = outer.Identifier.Text + "." + name;

        var space = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name;
        return $"{string.Join('/', file.Name.Split('/').Take(file.IsIn("src/Lifecycle.Gen.Templates/templates/") ? 4 : 2))}: {space}.{name}";
    }
}
