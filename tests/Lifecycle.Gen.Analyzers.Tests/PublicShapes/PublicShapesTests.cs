using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Tests.PublicShapes;

/// <summary>
/// Small classes in the shapes of services that are public: consumers, timers, servers, caches, written anew. The files of <c>Shapes</c> and
/// <c>KeptBack</c> are text to
/// these tests. A class says in its summary whether it is reported; a comment <c>// LCG4001</c>, with a severity where that matters, ends each line
/// with a report.
/// The classes in <c>KeptBack</c> were written before the rules were changed for those in <c>Shapes</c>; rules are not fitted to them.
/// </summary>
public sealed partial class PublicShapesTests
{
    private static readonly string s_folder = Path.Combine(
        typeof(PublicShapesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "tests/Lifecycle.Gen.Analyzers.Tests/PublicShapes");

    public static TheoryData<string> Files => [.. Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_class_is_reported_as_it_says(string file)
    {
        var text = Read(file);
        var project = Project.With(text, Path.GetFileName(file)).And(Read("World.cs"), "World.cs");
        var reported = await Project.AnalyzeAsync(project.CreateSolution().Projects.Single(), [], withPlatform: true);

        var lines = text.Split('\n');
        var actual = reported.Select(diagnostic => (Line: diagnostic.Location.GetLineSpan().StartLinePosition.Line
            + 1, diagnostic.Id, Severity: diagnostic.Severity)).ToList();
        var expected = lines.SelectMany((line, index) => Expectation().Matches(line)
            .Select(match => (Line: index + 1, Id: match.Groups["id"].Value, Severity: match.Groups["severity"].Value))).ToList();
        var missing = expected.Where(one => !actual.Exists(other => Fits(one, other)))
            .Select(one => $"missing: {one.Id} {one.Severity} in line {one.Line}: {lines[one.Line - 1].Trim()}");
        var surplus = actual.Where(one => !expected.Exists(other => Fits(other, one)))
            .Select(one => $"surplus: {one.Id} {one.Severity} in line {one.Line}: {lines[one.Line - 1].Trim()}");
        var different = missing.Concat(surplus).ToList();
        Assert.True(different.Count == 0 && actual.Count == expected.Count, $"{file}\n{string.Join('\n', different)}\nAll:\n{string.Join('\n', reported)}");
    }

    [Fact]
    public void Each_class_says_whether_it_is_reported_and_there_are_many()
    {
        var classes = Names().SelectMany(file => CSharpSyntaxTree.ParseText(Read(file)).GetRoot().ChildNodes().OfType<ClassDeclarationSyntax>())
            .Where(type => type.AttributeLists.Count > 0 || type.Modifiers.Any(SyntaxKind.AbstractKeyword)).ToList();
        Assert.All(classes, type =>
        {
            var says = Summary().Match(type.GetLeadingTrivia().ToFullString());
            Assert.True(says.Success, $"{type.Identifier} does not say whether it is reported");
            Assert.Equal(says.Groups["what"].Value == "Reported", Expectation().IsMatch(type.ToFullString()));
        });
        Assert.True(classes.Count >= 150, $"{classes.Count} classes");
        Assert.Equal(classes.Count, classes.Select(type => type.Identifier.ValueText).Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Names() =>
        Directory.GetFiles(s_folder, "*.cs", SearchOption.AllDirectories).Where(file => Path.GetDirectoryName(file) != s_folder)
            .Select(file => Path.GetRelativePath(s_folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static string Read(string file) => File.ReadAllText(Path.Combine(s_folder, file)).ReplaceLineEndings("\n");

    private static bool Fits((int Line, string Id, string Severity) expected, (int Line, string Id, DiagnosticSeverity Severity) actual) =>
        expected.Line == actual.Line && expected.Id == actual.Id
            && (expected.Severity.Length == 0 || string.Equals(expected.Severity, actual.Severity.ToString(), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"// (?<id>LCG\d{4}) ?(?<severity>error|warning|info)?(?=$|,)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Expectation();

    [GeneratedRegex(@"<summary>(?<what>Reported|Quiet): ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();
}
