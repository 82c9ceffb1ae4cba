namespace Lifecycle.Core.Tests.Architecture;

/// <summary>House rule 1: findings, units, graph and plan know nothing of the compiler, so that they can be tested and thought about without it.</summary>
public class PurityTests
{
    private const string Core = "generators/Lifecycle.Gen.Core";

    [Theory]
    [InlineData("Collections")]
    [InlineData("Findings")]
    [InlineData("Units")]
    [InlineData("Manifest")]
    [InlineData("Graph")]
    [InlineData("Plan")]
    public void Folder_does_not_mention_the_compiler(string folder) =>
        Assert.All(Repository.SourcesIn($"{Core}/{folder}"), file => Assert.DoesNotContain("CodeAnalysis", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void Files_have_at_most_350_lines() => Assert.All(Repository.SourcesIn("generators"), file => Assert.InRange(File.ReadLines(file).Count(), 1, 350));

    /// <summary>
    /// All types of all references, at every edit, would cost milliseconds: what is walked is the assembly that is compiled, and of references
    /// classes that code here names.
    /// </summary>
    [Fact]
    public void No_types_of_references_are_walked()
    {
        var lines = Repository.SourcesIn("generators").Concat(Repository.SourcesIn("analyzers"))
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(".GlobalNamespace", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("ompilation.Assembly.GlobalNamespace", line, StringComparison.Ordinal));
    }
}
