using System.Xml.Linq;

namespace Lifecycle.Tool.Tests;

public class DiffTests
{
    [Fact]
    public async Task Two_builds_of_the_same_do_not_differ()
    {
        var run = await ToolRun.OfAsync("diff", ToolRun.Shortener, ToolRun.Shortener, "--worker", "Server");
        Assert.Equal((0, "Shortener.Server: no difference\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task What_differs_is_written_and_drawn()
    {
        using var folder = new TemporaryFolder();
        var before = folder.Write("before.json", new OneUnit().Plan.ToJson());
        var run = await ToolRun.OfAsync("diff", before, ToolRun.ThisAssembly, "--worker", "OneUnit");
        Assert.Equal((0, "Lifecycle.Tool.Tests.OneUnit: no difference\n"), (run.ExitCode, run.Output));

        var after = folder.Write("after.json", new Chain().Plan.ToJson());
        run = await ToolRun.OfAsync("diff", before, after);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "Lifecycle.Tool.Tests.OneUnit -> Lifecycle.Tool.Tests.Chain\n  + Lifecycle.Tool.Tests.Second <- Lifecycle.Tool.Tests.Alone\n",
            run.Output);

        run = await ToolRun.OfAsync("diff", before, after, "--format", "svg");
        Assert.Equal(1, run.ExitCode);
        Assert.Single(XDocument.Parse(run.Output).Descendants(), element => (string?)element.Attribute("class") == "node added");
    }

    [Fact]
    public async Task Workers_that_come_and_go_are_named()
    {
        var run = await ToolRun.OfAsync("diff", ToolRun.Shortener, ToolRun.ThisAssembly);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("- worker Shortener.Import\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n+ worker Lifecycle.Tool.Tests.Chain\n", run.Output, StringComparison.Ordinal);

        run = await ToolRun.OfAsync("diff", ToolRun.Shortener, ToolRun.ThisAssembly, "--format", "svg");
        Assert.Equal((2, "A picture is of one worker, and these have 0 in common: choose with --worker.\n"), (run.ExitCode, run.Error));
    }
}
