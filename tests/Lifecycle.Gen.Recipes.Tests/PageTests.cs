using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lifecycle.Recipes;

/// <summary>The code in docs/recipes.md is the code that the tests beside this one run: all of a file below its namespace.</summary>
public sealed partial class PageTests
{
    private static readonly string s_folder = Path.GetDirectoryName(PathOfThisFile())!;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(s_folder, "Recipes"), "*.cs").Select(path => Path.GetFileName(path)).Where(name => name != "Workers.cs")];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_recipe_is_shown_as_it_is_tested(string file)
    {
        var code = Read("Recipes", file).Split(";\n\n", 2)[1];
        var shown = code[(code.StartsWith("namespace ", StringComparison.Ordinal) ? code.IndexOf('\n', StringComparison.Ordinal) + 1 : 0)..];
        Assert.Contains(shown.Trim(), Blocks());
    }

    [Fact]
    public void The_page_shows_nothing_else() => Assert.Equal(Files.Count, Blocks().Count);

    private static IReadOnlyList<string> Blocks() =>
        [.. Block().Matches(Read("..", "..", "docs", "recipes.md")).Select(match => match.Groups["text"].Value.Trim())];

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([s_folder, .. path])).ReplaceLineEndings("\n");

    private static string PathOfThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
