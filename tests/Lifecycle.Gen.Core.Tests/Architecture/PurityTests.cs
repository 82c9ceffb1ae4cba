using System.Runtime.CompilerServices;

namespace Lifecycle.Gen.Core.Tests.Architecture;

/// <summary>House rule 1: units, graph and plan know nothing of the compiler, so that they can be tested and thought about without it.</summary>
public class PurityTests
{
    [Theory]
    [InlineData("Units")]
    [InlineData("Graph")]
    [InlineData("Plan")]
    public void Folder_does_not_mention_the_compiler(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Core(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("CodeAnalysis", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Files_have_at_most_350_lines()
        => Assert.All(
            Directory.GetFiles(Path.Combine(Core(), ".."), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
            file => Assert.InRange(File.ReadLines(file).Count(), 1, 350));

    private static string Core([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../generators/Lifecycle.Gen.Core"));
}
