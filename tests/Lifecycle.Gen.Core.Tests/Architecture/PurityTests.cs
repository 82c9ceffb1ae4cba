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
    public void Files_have_at_most_350_lines() =>
        Assert.All(
            Directory.GetFiles(Path.Combine(Core(), ".."), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
            file => Assert.InRange(File.ReadLines(file).Count(), 1, 350));

    /// <summary>All types of all references, at every edit, would cost milliseconds: what is walked is the assembly that is compiled, and of references classes that code here names.</summary>
    [Fact]
    public void No_types_of_references_are_walked()
    {
        var lines = Directory.GetFiles(Path.Combine(Core(), "../.."), "*.cs", SearchOption.AllDirectories)
            .Where(file => IsPart(Path.GetRelativePath(Path.Combine(Core(), "../.."), file)))
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(".GlobalNamespace", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("ompilation.Assembly.GlobalNamespace", line, StringComparison.Ordinal));
    }

    private static bool IsPart(string file) =>
        file.Split(Path.DirectorySeparatorChar) is ["generators" or "analyzers", _, var next, ..] && next is not ("bin" or "obj");

    private static string Core([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../generators/Lifecycle.Gen.Core"));
}
