using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Lifecycle.Diagrams.Tests.Documented;

/// <summary>What <c>docs/diagrams.md</c> shows is what is compiled, run and written here.</summary>
public class PageTests
{
    [Fact]
    public void The_page_shows_this_program()
    {
        var code = File.ReadAllText(Beside("Pictures.cs")).ReplaceLineEndings("\n")
            .Replace("namespace Lifecycle.Diagrams.Tests.Documented;\n\n", "", StringComparison.Ordinal);
        Assert.Contains($"```csharp\nusing Lifecycle;\n\n{code}```\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_writes_two_pictures()
    {
        var folder = Directory.CreateTempSubdirectory("lifecycle-pictures");
        try
        {
            await Site.DrawAsync(folder.FullName);
            Assert.All(["plan.svg", "start.svg"], name => Assert.Equal("svg", XDocument.Load(Path.Combine(folder.FullName, name)).Root!.Name.LocalName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_page_shows_the_text_of_the_difference() =>
        Assert.Contains($"```\n{File.ReadAllText(Beside("../../../docs/pictures/difference.txt"))}```\n", Page, StringComparison.Ordinal);

    private static string Page => File.ReadAllText(Beside("../../../docs/diagrams.md")).ReplaceLineEndings("\n");

    private static string Beside(string file, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, file);
}
