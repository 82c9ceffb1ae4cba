using System.Runtime.CompilerServices;

namespace Lifecycle.Configuration.Tests.Documented;

/// <summary>The program in <c>docs/configuration.md</c> is the one that is compiled and run here.</summary>
public class PageTests
{
    [Fact]
    public void The_page_shows_this_program()
    {
        var code = File.ReadAllText(Beside("Mail.cs")).ReplaceLineEndings("\n")
            .Replace("namespace Lifecycle.Configuration.Tests.Documented;\n\n", "", StringComparison.Ordinal);
        var page = File.ReadAllText(Beside("../../../docs/configuration.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\nusing Lifecycle;\n{code}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_ends_with_1_for_a_wrong_value() =>
        Assert.Equal(1, await Program.RunAsync(["--Mail:Port=0"], TestContext.Current.CancellationToken));

    private static string Beside(string file, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, file);
}
