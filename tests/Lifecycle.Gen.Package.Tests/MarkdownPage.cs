using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>One page of the documentation as its tests see it.</summary>
public sealed partial class MarkdownPage
{
    /// <summary>Pages whose code needs other packages, libraries or generators; the tests of these compile and run it.</summary>
    private static readonly string[] s_compiledElsewhere =
    [
        "docs/cluster.md", // Cluster.Tests
        "docs/configuration.md", // Configuration.Tests
        "docs/diagrams.md", // Diagrams.Tests
        "docs/interactive.md", // Interactive.Tests
        "docs/live-page.md", // AspNetCore.Tests
        "docs/recipes.md", // Recipes.Tests
        "docs/tool.md", // Tool.Tests
    ];

    /// <param name="path">The path in the repository, with forward slashes.</param>
    public MarkdownPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(PackedPackage.RepositoryRoot, path)).ReplaceLineEndings("\n");
        Blocks = [.. ReadBlocks(Text)];
    }

    /// <summary>A page that shows a part of the one before.</summary>
    private const string ConfigurationPackage = "src/Lifecycle.Gen.Configuration/README.md";

    /// <summary>The pages that galleries of packages show.</summary>
    public static IReadOnlyList<MarkdownPage> OfPackages { get; } = [.. FindPackages().Select(path => new MarkdownPage(path))];

    /// <summary>The pages whose code is compiled here: README, what is in docs, and the pages of packages.</summary>
    public static IReadOnlyList<MarkdownPage> WithCode { get; } =
    [
        .. Find("docs").Except(s_compiledElsewhere, StringComparer.Ordinal).Prepend("README.md").Select(path => new MarkdownPage(path)),
        .. OfPackages.Where(page => page.Path != ConfigurationPackage),
    ];

    /// <summary>All pages of the repository but those of the rules, which have tests of their own.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. WithCode,
        .. OfPackages.Where(page => page.Path == ConfigurationPackage),
        .. s_compiledElsewhere.Concat(["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "src/Lifecycle.Gen/Runtime/README.md"])
            .Select(path => new MarkdownPage(path)),
    ];

    public string Path { get; }

    public string Text { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>What the blocks behind a program show of its output, up to the next program.</summary>
    public IReadOnlyList<MarkdownBlock> PrintedBy(MarkdownBlock program) =>
        [.. Blocks.SkipWhile(block => block.Line <= program.Line).TakeWhile(block => !block.IsCode).Where(block => block.IsPrinted)];

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

    private static IEnumerable<string> FindPackages() =>
        Directory.GetDirectories(System.IO.Path.Combine(PackedPackage.RepositoryRoot, "src"))
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, "README.md")))
            .Select(folder => $"src/{System.IO.Path.GetFileName(folder)}/README.md").Order(StringComparer.Ordinal);

    private static IEnumerable<MarkdownBlock> ReadBlocks(string text) => Block().Matches(text).Select(match => new MarkdownBlock(
        text.AsSpan(0, match.Index).Count('\n') + 1,
        match.Groups["language"].Value,
        match.Groups["text"].Value,
        match.Groups["mark"].Value));

    [GeneratedRegex("(<!-- (?<mark>[^\n]*) -->)?\n*```(?<language>[a-z]*)\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();

    [GeneratedRegex("^#+ (?<text>[^\n]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}
