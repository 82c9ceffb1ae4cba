using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Catalogue;

/// <summary>A rule is an id, a descriptor, a line in the release notes, a page and tests; and the fix, where the catalogue names one.</summary>
public sealed partial class RuleCatalogTests
{
    private static readonly string[] s_headings = ["## Cause", "## Why it matters", "## How to fix", "## Example", "## When to suppress"];
    private static readonly string[] s_withFix =
    [
        "CS1061",
        "CS1739",
        "LCG1001",
        "LCG1003",
        "LCG1004",
        "LCG1005",
        "LCG1006",
        "LCG1008",
        "LCG1009",
        "LCG1011",
        "LCG1013",
        "LCG1017",
        "LCG1021",
        "LCG1026",
        "LCG2001",
        "LCG2008",
        "LCG2017",
        "LCG3001",
        "LCG3003",
        "LCG3004",
        "LCG3005",
        "LCG3006",
        "LCG4001",
        "LCG4002",
        "LCG4003",
        "LCG4004",
        "LCG4005",
        "LCG4006",
        "LCG4007",
        "LCG4009",
        "LCG4011",
        "LCG4012",
        "LCG5001",
        "LCG5002",
        "LCG5003",
        "LCG5005",
        "LCG5006",
        "LCG5010",
    ];

    public static TheoryData<string> Ids => [.. typeof(RuleIds).GetFields().Select(id => (string)id.GetRawConstantValue()!)];

    private static IReadOnlyList<DiagnosticDescriptor> All =>
        [.. Descriptors.All];

    [Fact]
    public void Every_id_has_one_descriptor_and_is_used_once() =>
        Assert.Equal(Ids.Select(row => row.Data).Order(StringComparer.Ordinal), All.Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_descriptor_is_complete(string id)
    {
        var rule = Descriptors.ById(id);
        Assert.Equal(id, rule.Id);
        Assert.Equal("Lifecycle", rule.Category);
        Assert.True(rule.IsEnabledByDefault);
        Assert.False(rule.Title.ToString(CultureInfo.InvariantCulture).EndsWith('.'));
    }

    /// <summary>Without a public address of the project there are no links: the pages are in the package.</summary>
    [Fact]
    public void Help_links_lead_to_the_address_that_the_package_names()
    {
        var files = Directory.GetFiles(PathOf("src/Lifecycle.Gen"), "*.csproj").Append(PathOf("Directory.Build.props"));
        var named = files.SelectMany(file => System.Xml.Linq.XDocument.Load(file).Descendants())
            .Where(property => property.Name.LocalName is "RepositoryUrl" or "PackageProjectUrl");
        var addresses = named.Select(address => address.Value.TrimEnd('/')).ToList();
        Assert.All(All, rule => Assert.Equal(addresses.Count > 0, rule.HelpLinkUri.EndsWith($"/analyzers/rules/{rule.Id}.md", StringComparison.Ordinal)));
        Assert.All(All, rule => Assert.All(addresses, address => Assert.StartsWith(address + "/", rule.HelpLinkUri, StringComparison.Ordinal)));
        Assert.All(All, rule => Assert.Equal(addresses.Count == 0, rule.HelpLinkUri.Length == 0));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_line_in_the_release_notes(string id)
    {
        var rule = Descriptors.ById(id);
        var notes = Read("generators/Lifecycle.Gen.Core/AnalyzerReleases.Unshipped.md") + Read("generators/Lifecycle.Gen.Core/AnalyzerReleases.Shipped.md");
        Assert.Matches($@"(?m)^{id} \| Lifecycle \| {rule.DefaultSeverity} \|", notes);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_page_with_the_fixed_headings(string id)
    {
        var page = Read($"analyzers/rules/{id}.md");
        Assert.StartsWith($"# {id}: {Descriptors.ById(id).Title.ToString(CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Equal(s_headings, page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"(?m)^## .*\n\s*(##|\z)", page);
        Assert.Equal(2, Fences().Count(page));
    }

    /// <summary>
    /// What the platform says of the same mistake is taken back (the suppressors), which the page says; so it says what is another mistake at the
    /// same place.
    /// </summary>
    [Fact]
    public void Pages_say_what_the_platform_reports_too()
    {
        var doubles = ShippedParts.Instance.Analyzers.OfType<Microsoft.CodeAnalysis.Diagnostics.DiagnosticSuppressor>()
            .Where(suppressor => suppressor is not NamesakeSuppressor)
            .SelectMany(suppressor => suppressor.SupportedSuppressions)
            .Select(suppression => (Ours: $"LCG{suppression.Id.AsSpan("LCGS".Length, 4)}", Theirs: suppression.SuppressedDiagnosticId));
        Assert.All(doubles.Concat(PlatformAdvice.Different),
            pair => Assert.Contains(pair.Theirs, Read($"analyzers/rules/{pair.Ours}.md"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_test_class_of_its_name(string id)
    {
        var tests = Assert.Single(typeof(RuleCatalogTests).Assembly.GetTypes(), type => type.Name == $"{id}Tests");
        Assert.Contains(tests.GetMethods(), method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_message_is_asserted_whole(string id)
    {
        var tests = Directory.GetFiles(PathOf("tests/Lifecycle.Gen.Analyzers.Tests"), $"{id}Tests.cs", SearchOption.AllDirectories);
        var text = File.ReadAllText(Assert.Single(tests));
        Assert.All(FixedWords(id), words => Assert.Matches(words, text));
    }

    // The words of a message between what is put into it, in one string or in several that are put together.
    private static IEnumerable<Regex> FixedWords(string id) =>
        Regex.Split(Descriptors.ById(id).MessageFormat.ToString(CultureInfo.InvariantCulture), @"\{\d+\}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(part => part.Trim(' ', '.', ':')).Where(part => part.Any(char.IsLetter))
            .Select(part => new Regex(Regex.Replace(Regex.Escape(part), @"(?:\\ )+", @"[\s""+$]+", RegexOptions.None, TimeSpan.FromSeconds(1)),
                RegexOptions.Singleline, TimeSpan.FromSeconds(1)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_reported_by_one_analyzer_or_by_the_generator(string id)
    {
        var reporters = ShippedParts.Instance.Analyzers.Count(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id));
        // What a hook's attribute says concerns no plan; without a condition that can be asked there is none.
        Assert.Equal(id.StartsWith("LCG9", StringComparison.Ordinal) ? 0 : id == RuleIds.AttributeArgument ? 2 : 1, reporters);
    }

    [Fact]
    public void Exactly_the_rules_that_name_a_fix_have_one() =>
        Assert.Equal(s_withFix, ShippedParts.Instance.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Order(StringComparer.Ordinal));

    [Fact]
    public void A_fix_is_exported_and_named_after_its_rule() =>
        Assert.All(ShippedParts.Instance.Fixes, fix =>
        {
            Assert.StartsWith(fix.FixableDiagnosticIds[0], fix.GetType().Name, StringComparison.Ordinal);
            Assert.NotNull(fix.GetType().GetCustomAttribute<Microsoft.CodeAnalysis.CodeFixes.ExportCodeFixProviderAttribute>());
        });

    /// <summary>To write the table anew run the tests with <c>LIFECYCLE_WRITE_RULES=1</c>.</summary>
    [Fact]
    public void The_table_of_rules_is_up_to_date()
    {
        var table = "# Rules\n\nMade from the descriptors; a test keeps it so. A severity is changed with `dotnet_diagnostic.LCGnnnn.severity` in\n"
            + ".editorconfig.\n\n| id | severity | what it reports | fix |\n|---|---|---|---|\n"
            + string.Concat(All.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule =>
                $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title.ToString(CultureInfo.InvariantCulture)} "
                + $"| {(s_withFix.Contains(rule.Id) ? "yes" : "")} |\n"));
        if (Environment.GetEnvironmentVariable("LIFECYCLE_WRITE_RULES") is "1")
            File.WriteAllText(PathOf("analyzers/rules/README.md"), table);
        Assert.Equal(table, Read("analyzers/rules/README.md"));
    }

    [Fact]
    public void There_is_no_page_without_a_rule() =>
        Assert.Equal(
            All.Select(rule => rule.Id + ".md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(PathOf("analyzers/rules")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    private static string Read(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    private static string PathOf(string path) =>
        Path.Combine(typeof(RuleCatalogTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
            path);

    [GeneratedRegex("(?m)^```csharp$", RegexOptions.None, 1000)]
    private static partial Regex Fences();
}
