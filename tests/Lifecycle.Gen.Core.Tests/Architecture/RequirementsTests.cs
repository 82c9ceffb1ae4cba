using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>A number that code or a test cites stands in docs/requirements.md, and each that stands there has a test.</summary>
public partial class RequirementsTests
{
    private static readonly Lazy<string[]> s_listed = new(() =>
        [.. Entry().Matches(SourceFile.Prose.Single(file => file.Name == "docs/requirements.md").Text).Select(match => match.Groups["id"].Value)]);

    /// <summary>The numbers in the names of tests, and where each is.</summary>
    private static readonly Lazy<ILookup<string, string>> s_tested = new(() => (
        from file in SourceFile.Code
        where file.IsIn("tests/")
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where IsTest(method)
        from Match number in InName().Matches(method.Identifier.Text)
        select (Number: number.Value.Replace('_', '-'), Place: $"{file.Name}: {method.Identifier}"))
        .ToLookup(test => test.Number, test => test.Place));

    [Fact]
    public void A_number_is_listed_once() => Assert.Equal(s_listed.Value.Distinct(), s_listed.Value);

    [Fact]
    public void Every_number_in_the_name_of_a_test_is_listed() => Report.Nothing(
        from test in s_tested.Value
        where !s_listed.Value.Contains(test.Key)
        select $"{test.Key}: {test.First()}");

    [Fact]
    public void Every_number_in_a_comment_is_listed() => Report.Nothing(
        from file in SourceFile.Code
        from comment in file.Comments
        from Match number in InText().Matches(comment.ToFullString())
        where !s_listed.Value.Contains(number.Value)
        select $"{number}: {file.Name}");

    [Fact]
    public void Every_listed_number_has_a_test() => Assert.All(s_listed.Value, number => Assert.True(s_tested.Value.Contains(number), number));

    [Theory]
    [InlineData("R_STOP_3_failing_hooks_stop_no_other", "R-STOP-3")]
    [InlineData("F4_S13_a_diamond", "F4 S13")]
    [InlineData("A_signal_during_the_start_S14", "S14")]
    [InlineData("F13_R_BG_5_a_task", "F13 R-BG-5")]
    [InlineData("A_unit_of_C12_is_F", "")]
    public void Numbers_are_read_from_names(string name, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', InName().Matches(name).Select(match => match.Value.Replace('_', '-'))));

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    [GeneratedRegex(@"^- \*\*(?<id>[A-Z0-9-]+)\*\* ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?<=^|_)(R_[A-Z]+_\d+|[SFPMR]\d+)(?=_|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InName();

    [GeneratedRegex(@"\bR-[A-Z]+-\d+\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InText();
}
