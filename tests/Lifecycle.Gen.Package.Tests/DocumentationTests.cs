using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>What can be checked of the pages without compiling anything.</summary>
public sealed partial class DocumentationTests
{
    private const int ProseWidth = 120;

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_within_the_repository_leads_to_something(string path)
    {
        foreach (var link in Page(path).Links)
        {
            var (target, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var file = target.Length == 0 ? path : Resolve(path, target);
            Assert.True(File.Exists(AbsolutePath(file)) || Directory.Exists(AbsolutePath(file)), $"{path} links to {link}: there is no {file}.");
            if (heading is not null)
                Assert.Contains(heading, new MarkdownPage(file).Headings.Select(Anchor));
        }
    }

    /// <summary>Blocks of code and output stay as they are; a row of a table cannot be wrapped.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Prose_is_wrapped(string path)
    {
        var isCode = false;
        var tooLong = new List<string>();
        foreach (var line in Page(path).Text.Split('\n'))
        {
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.Length > ProseWidth && line.TrimStart() is not ['|' or '<', ..])
                tooLong.Add(line);
        }

        Assert.Empty(tooLong);
    }

    /// <summary>Who looks for a message must find it: what a heading quotes is a part of a text in the sources.</summary>
    [Fact]
    public void Messages_that_troubleshooting_quotes_exist()
    {
        var page = Page("docs/troubleshooting.md");
        var quoted = page.Headings.SkipWhile(heading => heading != "While starting").SelectMany(heading => Quoted().Matches(heading))
            .Select(match => match.Groups["text"].Value).ToList();
        var sources = Directory.GetFiles(AbsolutePath("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        Assert.NotEmpty(quoted);
        Assert.All(quoted, text => Assert.Contains(sources, source => source.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>As GitHub and others make it from a heading.</summary>
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string Resolve(string page, string target)
    {
        var folder = Path.GetDirectoryName(AbsolutePath(page))!;
        return Path.GetRelativePath(PackedPackage.RepositoryRoot, Path.GetFullPath(Path.Combine(folder, target))).Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string AbsolutePath(string path) => Path.Combine(PackedPackage.RepositoryRoot, path);

    private static MarkdownPage Page(string path) => MarkdownPage.All.Single(page => page.Path == path);

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotInAnchor();
}
