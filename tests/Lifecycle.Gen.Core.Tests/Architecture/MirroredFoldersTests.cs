using System.Text.RegularExpressions;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>The id of a rule leads to its code, its fix and its tests: they have the same path in their projects.</summary>
public partial class MirroredFoldersTests
{
    private const string Rules = "analyzers/Lifecycle.Gen.Analyzers/";
    private const string Tests = "tests/Lifecycle.Gen.Analyzers.Tests/";

    [Fact]
    public void Tests_of_a_rule_stand_in_the_folder_of_the_rule()
    {
        var rules = (
            from file in SourceFile.Code
            where file.IsIn(Rules)
            let id = RuleFile().Match(file.Name)
            where id.Success
            select (Id: id.Groups["id"].Value, Folder: Path.GetDirectoryName(file.Name[Rules.Length..])!)).ToArray();
        Assert.NotEmpty(rules);
        Report.Nothing(rules.Select(rule => $"{Tests}{rule.Folder}/{rule.Id}Tests.cs").Except(SourceFile.Code.Select(file => file.Name)));
    }

    [GeneratedRegex(@"/(?<id>LCG\d{4})[^/]*\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RuleFile();
}
