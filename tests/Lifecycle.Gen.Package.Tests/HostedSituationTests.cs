using System.Globalization;

namespace Lifecycle.Package.Tests;

/// <summary>The table of docs/hosting.md, each cell from a run: what is seen must be what the cell says.</summary>
[Collection(nameof(PackedHosting))]
public sealed class HostedSituationTests(PackedHosting hosting)
{
    private static readonly (string Row, string Scenario)[] s_rows =
    [
        ("a later one fails to start", "fails"), ("a background task fails", "background"), ("SIGTERM", "signal"),
        ("SIGTERM during the start", "signal-start"), ("SIGTERM twice", "signal-twice"), ("a later one is slow to start", "slow"), ("two workers", "two"),
    ];

    // Beside the default builder, of which the table is.
    private static readonly string[] s_otherHosts = ["empty", "web", "grpc"];

    [Theory]
    [InlineData("10.0.15")]
    [InlineData("11.0.0")]
    public async Task Hosted_services_and_workers_do_what_their_columns_say(string version)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: the program raises signals.");
        var project = hosting.CreateProject("situations", version, HostedPrograms.Situations, isWeb: true);
        (await project.DotnetAsync("build", "-v", "quiet")).MustSucceed();
        var table = Table();
        foreach (var (row, scenario) in s_rows)
        {
            Assert.Equal(table[row][$"hosted services, {version}"], Describe(await RunAsync(project, scenario, "plain", "default")));
            Assert.Equal(table[row]["a worker, both"], Describe(await RunAsync(project, scenario, "worker", "default")));
            Assert.Equal(("marked", table[row]["a worker, both"]), ("marked", Describe(await RunAsync(project, scenario, "marked", "default"))));
            foreach (var host in s_otherHosts)
                Assert.Equal((host, table[row]["a worker, both"]), (host, Describe(await RunAsync(project, scenario, "worker", host))));
        }
    }

    private static Task<CommandResult> RunAsync(StrangerFolder project, string scenario, string mode, string host) =>
        project.ExecuteAsync(project.PathOf(Path.Combine("bin", "Debug", "net10.0", "situations")), scenario, mode, host);

    /// <summary>What was seen, in the words of the table; where none fits, all of it.</summary>
    private static string Describe(CommandResult run)
    {
        var seen = string.Join(", ", run.Lines.Where(line =>
            line is "Store up" or "Store down" or "Other up" or "Other down" or "Web up" or "Web down" or "flushed" or "returned" or "waited"));
        var words = (seen, run.ExitCode) switch
        {
            ("Store up", _) => "those that started are not stopped",
            ("Store up, Store down", _) => "the units go down, `Web` never starts",
            ("Store up, Web up, Web down, Store down, returned", _) => "in order",
            ("Store up, waited, Web up, Web down, Store down, returned", _) => "`Web` waits, in order",
            ("Store up, Other up, Web up, Web down, Other down, Store down, returned", _) => "one after the other",
            ("Store up, Web up, Web down, Store down", _) when run.Output.Contains("the queue is gone", StringComparison.Ordinal) =>
                "in order, `RunAsync` throws",
            ("Store up, Web up, Web down, flushed, Store down, returned", _) => "the second is ignored",
            _ => run.Output,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{words}, {run.ExitCode}");
    }

    /// <summary>The cells by row and column.</summary>
    private static Dictionary<string, Dictionary<string, string>> Table()
    {
        var lines = new MarkdownPage("docs/hosting.md").Text.Split('\n')
            .SkipWhile(line => !line.StartsWith("| situation |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .ToList();
        return lines.Skip(2).ToDictionary(
            row => row[0],
            row => row.Index().Skip(1).ToDictionary(cell => lines[0][cell.Index], cell => cell.Item, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
