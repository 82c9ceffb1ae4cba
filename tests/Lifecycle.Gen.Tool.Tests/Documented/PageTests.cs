using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lifecycle.Tool.Tests.Documented;

/// <summary>What <c>docs/tool.md</c> shows is what is compiled here, and what the tool writes.</summary>
[Collection(nameof(RuntimeFolder))]
public sealed partial class PageTests(RuntimeFolder folder)
{
    private const string Space = "Lifecycle.Tool.Tests.Documented.";

    [Fact]
    public void The_page_shows_this_program()
    {
        var code = File.ReadAllText(Beside("Server.cs")).ReplaceLineEndings("\n");
        var shown = code[code.IndexOf("[Unit]", StringComparison.Ordinal)..];
        Assert.Contains($"```csharp\nusing Lifecycle;\nusing Lifecycle.Watch;\n\n{shown}```\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_what_is_written_of_a_running_worker()
    {
        Assert.True(Directory.Exists(folder.Location));
        await using var worker = new Server();
        await worker.StartAsync();
        var process = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var list = await ToolRun.OfAsync("ps");
        var stop = await ToolRun.OfAsync("stop", process, "Cache");
        Assert.Equal((0, 0), (list.ExitCode, stop.ExitCode));

        Assert.Contains($"$ lifecycle ps\n{Shown(list.Output)}", Shown(Page), StringComparison.Ordinal);
        Assert.Contains($"$ lifecycle stop 4711 Cache\n{Shown(stop.Output)}", Shown(Page), StringComparison.Ordinal);

        // A number of a process is as wide as it is.
        string Shown(string text) =>
            Spaces().Replace(text.Replace(Space, "", StringComparison.Ordinal).Replace(process, "4711", StringComparison.Ordinal), " ");
    }

    [Fact]
    public async Task The_page_shows_what_differs_between_two_plans()
    {
        using var files = new TemporaryFolder();
        var before = new WorkerPlan("Server", static () => ["Settings", "Database", "Mailer", "Catalogue"], [0, 0, 0, 1, 0]);
        var after = new WorkerPlan("Server", static () => ["Settings", "Cache", "Mailer", "Catalogue", "Database"], [0, 1, 0, 0, 2, 0, 1, 0]);
        var run = await ToolRun.OfAsync("diff", files.Write("main.json", before.ToJson()), files.Write("branch.json", after.ToJson()));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"$ lifecycle diff main/shop.dll branch/shop.dll\n{run.Output}", Page, StringComparison.Ordinal);
    }

    private static string Page => File.ReadAllText(Beside("../../../docs/tool.md")).ReplaceLineEndings("\n");

    private static string Beside(string file, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, file);

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
