using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>One page of the documentation as its tests see it.</summary>
public sealed partial class MarkdownPage
{
    private const string GeneratedMark = "<!-- generated from the program above -->";

    /// <summary>A page whose code needs other libraries; <c>Recipes.Tests</c> compiles and runs it.</summary>
    private const string Recipes = "docs/recipes.md";

    /// <summary>A page whose code needs other generators; <c>Configuration.Tests</c> compiles and runs it.</summary>
    private const string Configuration = "docs/configuration.md";

    /// <param name="path">The path in the repository, with forward slashes.</param>
    public MarkdownPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(PackedPackage.RepositoryRoot, path)).ReplaceLineEndings("\n");
        Blocks = [.. ReadBlocks(Text)];
    }

    /// <summary>The pages whose code is compiled here: README and what is in docs.</summary>
    public static IReadOnlyList<MarkdownPage> WithCode { get; } =
        [.. Find("docs").Where(path => path is not (Recipes or Configuration)).Prepend("README.md").Select(path => new MarkdownPage(path))];

    /// <summary>All pages of the repository but those of the rules, which have tests of their own.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. WithCode,
        .. new[] { Recipes, Configuration, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "src/Lifecycle.Gen/Runtime/README.md" }
            .Select(path => new MarkdownPage(path)),
    ];

    public string Path { get; }

    public string Text { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>The headings, without their marks, that are not within a block.</summary>
    public IReadOnlyList<string> Headings => [.. Heading().Matches(Block().Replace(Text, "\n")).Select(match => match.Groups["text"].Value)];

    /// <summary>The targets of links within the repository: another page, a file or folder, a heading.</summary>
    public IReadOnlyList<string> Links =>
    [
        .. Link().Matches(Block().Replace(Text, "\n")).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal)),
    ];

    public override string ToString() => Path;

    private static IEnumerable<string> Find(string folder) =>
        Directory.GetFiles(System.IO.Path.Combine(PackedPackage.RepositoryRoot, folder), "*.md")
            .Select(file => $"{folder}/{System.IO.Path.GetFileName(file)}").Order(StringComparer.Ordinal);

    private static IEnumerable<MarkdownBlock> ReadBlocks(string text) => Block().Matches(text).Select(match => new MarkdownBlock(
        text.AsSpan(0, match.Index).Count('\n') + 1,
        match.Groups["language"].Value,
        match.Groups["text"].Value,
        match.Groups["mark"].Value == GeneratedMark));

    [GeneratedRegex("(?<mark><!-- [^\n]* -->)?\n*```(?<language>[a-z]*)\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();

    [GeneratedRegex("^#+ (?<text>[^\n]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}

/// <summary>A fenced block.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What is written behind the fence.</param>
/// <param name="Text">What is in it.</param>
/// <param name="IsGenerated">Whether it shows what is generated from the program before it.</param>
public sealed record MarkdownBlock(int Line, string Language, string Text, bool IsGenerated)
{
    public bool IsCode => Language == "csharp";

    /// <summary>Whether it is code that needs the package for workers in a host.</summary>
    public bool IsInHost => IsCode && Text.Contains("AddWorker<", StringComparison.Ordinal);
}
