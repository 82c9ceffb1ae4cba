using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>A file of the repository that was written by hand.</summary>
/// <param name="Name">Its path from the root of the repository, with forward slashes.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record SourceFile(string Name, string Text)
{
    /// <summary>The folders with code. Snapshots of generated code and build output are not listed.</summary>
    private static readonly string[] s_codeFolders = ["src", "generators", "analyzers", "tests", "samples"];

    private static readonly Lazy<SourceFile[]> s_code = new(() => [.. s_codeFolders.SelectMany(folder => Read(folder, "*.cs"))]);
    private static readonly Lazy<SourceFile[]> s_prose = new(() => [.. Read(".", "*.md")]);

    private SyntaxNode? _root;

    /// <summary>All C# files.</summary>
    public static IReadOnlyList<SourceFile> Code => s_code.Value;

    /// <summary>All Markdown files.</summary>
    public static IReadOnlyList<SourceFile> Prose => s_prose.Value;

    public IEnumerable<string> Lines => Text.Split('\n');

    public SyntaxNode Root => _root ??= CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    /// <summary>The comments, those of documentation included.</summary>
    public IEnumerable<SyntaxTrivia> Comments =>
        Root.DescendantTrivia().Where(trivia => trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia);

    /// <summary>The classes, structs, records, interfaces and enums.</summary>
    public IEnumerable<BaseTypeDeclarationSyntax> Types => Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    /// <summary>The line on which a position is, counted from 1.</summary>
    public int LineAt(int position) => Root.SyntaxTree.GetText().Lines.GetLinePosition(position).Line + 1;

    public bool IsIn(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Name.StartsWith(folder, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static IEnumerable<SourceFile> Read(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')))
            .Where(file => IsWrittenByHand(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Name, File.ReadAllText(file.Path)));

    private static bool IsWrittenByHand(string name) =>
        !name.Contains(".verified.", StringComparison.Ordinal) && !name.Contains(".received.", StringComparison.Ordinal)
        && !name.Split('/').Any(folder => folder is "bin" or "obj" or "artifacts" or "TestResults" or ['.', ..]);
}
