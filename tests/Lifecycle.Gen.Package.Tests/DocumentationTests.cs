using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>What can be checked of the pages without compiling anything.</summary>
public sealed partial class DocumentationTests
{
    private const int ProseWidth = 120;

    public static TheoryData<string> Pages => [.. MarkdownPage.All.Select(page => page.Path)];

    public static TheoryData<string> PagesForUsers => [.. MarkdownPage.WithCode.Select(page => page.Path)];

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

    /// <summary>What was measured says when and on which machine. Figures within code are settings.</summary>
    [Theory]
    [MemberData(nameof(PagesForUsers))]
    public void Figures_carry_the_date_and_the_machine_of_their_run(string path)
    {
        var prose = Code().Replace(Page(path).Text, "");
        if (Measured().Match(prose) is not { Success: true } figure)
            return;

        Assert.True(Date().IsMatch(prose), $"{path} says {figure.Value}, and not when that was measured (as in 1 December 2026).");
        Assert.True(prose.Contains(" processors", StringComparison.Ordinal), $"{path} says {figure.Value}, and not on how many processors of which kind.");
    }

    [Fact]
    public void The_contents_of_docs_list_every_page()
    {
        var listed = Page("docs/README.md").Links.Select(link => link.Split('#')[0]).ToHashSet(StringComparer.Ordinal);

        var pages = MarkdownPage.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md");

        Assert.All(pages, page => Assert.Contains(page["docs/".Length..], listed));
    }

    /// <summary>A gallery shows the page alone, and the project has no public address that a link could lead to.</summary>
    [Fact]
    public void A_page_of_a_package_has_no_link() =>
        Assert.All(MarkdownPage.OfPackages, page => Assert.DoesNotContain("](", page.Text, StringComparison.Ordinal));

    /// <summary>A page of <c>docs</c> would be one with links that lead nowhere.</summary>
    [Fact]
    public void Every_package_has_a_page_of_its_own()
    {
        var projects = Directory.GetFiles(AbsolutePath("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => Packed().IsMatch(File.ReadAllText(project))).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
            Assert.Contains("<PackageReadmeFile>README.md</PackageReadmeFile>", File.ReadAllText(project), StringComparison.Ordinal));
        Assert.Equal(projects.Select(Path.GetDirectoryName).Order(StringComparer.Ordinal),
            MarkdownPage.OfPackages.Select(page => Path.GetDirectoryName(AbsolutePath(page.Path))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_the_configuration_package_shows_a_part_of_its_program()
    {
        var program = Page("docs/configuration.md").Blocks.First(block => block.IsCode).Text;

        Assert.All(Page("src/Lifecycle.Gen.Configuration/README.md").Blocks.Where(block => block.IsCode),
            block => Assert.Contains(block.Text, program, StringComparison.Ordinal));
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

    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"[0-9] ?(ms|µs|ns|KiB|MiB|GiB|MB|GB)\b|[0-9]×", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Measured();

    [GeneratedRegex("<IsPackable>true|<PackAsTool>true|<PackageType>Template", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Packed();

    [GeneratedRegex(@"\b(January|February|March|April|May|June|July|August|September|October|November|December) 20[0-9]{2}\b", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Date();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NotInAnchor();
}
