using System.Text.Json;
using System.Xml.Linq;

namespace Lifecycle.Tool.Tests;

/// <summary>Plans are read from assemblies as the generator and the compiler wrote them.</summary>
public class PlanTests
{
    public static TheoryData<string> Workers => [nameof(OneUnit), nameof(TwoUnits), nameof(Chain), nameof(Everything), nameof(Extended), nameof(OnlyPoint)];

    [Theory]
    [MemberData(nameof(Workers))]
    public async Task A_plan_is_the_one_that_the_program_has(string worker)
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.ThisAssembly, "--worker", worker, "--format", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(PlanOf(worker).ToJson() + "\n", run.Output);
    }

    [Theory]
    [InlineData(nameof(Everything))]
    [InlineData(nameof(Extended))]
    public async Task A_plan_that_was_written_is_read_again(string worker)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plan.json", PlanOf(worker).ToJson());
        Assert.Equal(PlanOf(worker).ToString() + "\n", (await ToolRun.OfAsync("plan", file, "--format", "list")).Output);
    }

    [Fact]
    public async Task Inputs_and_extension_points_are_read_from_an_assembly()
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.ThisAssembly, "--worker", nameof(Extended));
        Assert.EndsWith(
            "\n  input System.IO.TextWriter output of Lifecycle.Tool.Tests.Printer\n  input int indent of Lifecycle.Tool.Tests.Json (optional)\n"
            + "  extension point Lifecycle.Tool.Tests.IFormat: Lifecycle.Tool.Tests.Json, Lifecycle.Tool.Tests.Text\n"
            + "  extension point Lifecycle.Tool.Tests.IProbe: no extension\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_of_a_sample_is_read_from_its_assembly()
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.Shortener, "--worker", "Import");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Shortener.Import\n└─ Shortener.CsvImport\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Shortener.FileStore\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_all_workers_are_written()
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.Shortener, "--format", "list");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["Shortener.Import", "Shortener.Migrate", "Shortener.PostgresImport", "Shortener.PostgresServer", "Shortener.Server"],
            run.Output.TrimEnd('\n').Split("\n\n").Select(plan => plan.Split('\n')[0]));
    }

    [Fact]
    public async Task The_program_that_starts_an_assembly_stands_for_it()
    {
        var run = await ToolRun.OfAsync("plan", Path.ChangeExtension(ToolRun.Shortener, null), "--worker", "Shortener.Migrate");
        Assert.Equal(0, run.ExitCode);
        string[] lines =
        [
            "Shortener.Migrate", "└─ Shortener.Migrate", "   ├─ Shortener.Settings", "   └─ Shortener.PostgresDatabase",
            "      └─ Shortener.Settings",
            "  input Microsoft.Extensions.Configuration.IConfiguration configuration of Shortener.Settings",
            "  input Shortener.CommandLine line of Shortener.Settings",
        ];
        Assert.Equal(lines, run.Output.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("mermaid", "flowchart TD\n")]
    [InlineData("dot", "digraph \"Lifecycle.Tool.Tests.Chain\" {\n")]
    public async Task Every_format_is_the_one_of_the_library(string format, string begin)
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.ThisAssembly, "--worker", nameof(Chain), "--format", format);
        Assert.StartsWith(begin, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_drawn()
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.ThisAssembly, "--worker", nameof(Everything), "--format", "svg");
        var units = XDocument.Parse(run.Output).Descendants().Select(element => (string?)element.Attribute("data-unit")).OfType<string>();
        Assert.Equal(PlanOf(nameof(Everything)).Units.Select(unit => unit.Id), units);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("app.dll", "no assembly");
        var other = folder.Write("other.json", "{ \"units\": [ { \"id\": \"a\", \"dependencies\": [ \"b\" ] } ] }");
        var broken = folder.Write("broken.json", "{");
        (string[] Arguments, string Message)[] cases =
        [
            (["plan", "nothing.dll"], "nothing.dll cannot be read: "),
            (["plan", folder.Location], "cannot be read: "),
            (["plan", text], "app.dll is no .NET assembly. Of a native program the plan is written before it is published"),
            (["plan", typeof(FactAttribute).Assembly.Location], "has no worker: a class marked [Worker]"),
            (["plan", typeof(JsonDocument).Assembly.Location], "has no worker: a class marked [Worker]"),
            (["plan", ToolRun.Shortener, "--worker", "Sever"], "has no worker 'Sever'. Its workers: Shortener.Import, "),
            (["plan", ToolRun.Shortener, "--format", "svg"], "has 5 workers, and svg is a document of one: choose with --worker Shortener.Import | "),
            (["plan", ToolRun.Shortener, "--format", "png"], "'png'"),
            (["plan", other], "other.json is no plan as lifecycle plan --format json writes it: A unit waits for b, which does not come before it."),
            (["plan", broken], "broken.json is no plan as lifecycle plan --format json writes it: "),
            (["plan"], "'plan'"),
            (["plna"], "'plna'"),
            (["diff", ToolRun.Shortener], "'diff'"),
        ];
        foreach (var (arguments, message) in cases)
        {
            var run = await ToolRun.OfAsync(arguments);
            Assert.True(run is { ExitCode: 2, Output: "" } && run.Error.Contains(message, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {run}");
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>This worker's initializer throws where it is run.</summary>
    [Fact]
    public async Task Nothing_of_the_program_is_run()
    {
        var run = await ToolRun.OfAsync("plan", ToolRun.ThisAssembly, "--worker", nameof(NotRun));
        Assert.Equal("Lifecycle.Tool.Tests.NotRun\n└─ Lifecycle.Tool.Tests.Alone\n", run.Output);
        Assert.ThrowsAny<TypeInitializationException>(() => NotRun.Never);
    }

    private static WorkerPlan PlanOf(string worker) => worker switch
    {
        nameof(OneUnit) => new OneUnit().Plan,
        nameof(TwoUnits) => new TwoUnits().Plan,
        nameof(Chain) => new Chain().Plan,
        nameof(OnlyPoint) => new OnlyPoint().Plan,
        nameof(Extended) => new Extended(TextWriter.Null).Plan,
        _ => new Everything(firstName: "1", secondName: "2", wanted: true).Plan,
    };
}
