using System.Globalization;
using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>The rows of README's "Against the Generic Host", each from a run: what is seen must be what the row says.</summary>
public sealed partial class HostComparisonTests(PackedPackage package)
{
    [Theory]
    [InlineData("10.0.15")]
    [InlineData("11.0.0")]
    public async Task The_Generic_Host_does_what_its_column_says(string version)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: the program raises signals.");
        var project = new StrangerFolder(package, "Host-" + version);
        project.Write("host.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        project.Write("Program.cs", HostPrograms.GenericHost);
        (await project.DotnetAsync("build", "-v", "quiet")).MustSucceed();
        var column = Column($"Generic Host {version}");

        Assert.Equal(column["order"], Describe(await RunAsync(project, "host", "order"),
            ("of registration", run => Follow(run, "Api is up", "Store is up"))));
        Assert.Equal(column["several at once"], Describe(await RunAsync(project, "host", "concurrent"),
            ("all at once, in no order", run => Follow(run, "Api is up", "Store is up"))));
        Assert.Equal(column["a later service fails to start"], Describe(await RunAsync(project, "host", "fails"),
            ("those already started are not stopped", run => Has(run, "Store is up") && !Has(run, "Store is down"))));
        Assert.Equal(column["a `BackgroundService` throws"], Describe(await RunAsync(project, "host", "background"),
            ("the host stops, exit code 0", run => run.ExitCode == 0 && Has(run, "returned")),
            ("the host stops, `RunAsync` throws, exit code 134", run => run.ExitCode == 134 && Has(run, "the queue is gone"))));
        Assert.Equal(column["the same while another service starts"], Describe(await RunAsync(project, "host", "background-during-start"),
            ("a `TaskCanceledException` without the cause, exit code 134",
                run => run.ExitCode == 134 && Has(run, "TaskCanceledException") && !Has(run, "the queue is gone"))));
        Assert.Equal(column["second Ctrl+C"], Describe(await RunAsync(project, "host", "second-signal"),
            ("ignored", run => run.ExitCode == 0 && Has(run, "stopped in order"))));
        Assert.Equal(column["a missing dependency"], Describe(await RunAsync(project, "host", "missing"),
            ("an exception at run time", run => run.ExitCode == 134 && Has(run, "Unable to resolve service for type 'System.Uri'"))));
    }

    [Fact]
    public async Task The_worker_does_what_its_column_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: the program raises signals.");
        var project = new StrangerFolder(package, "Ours");
        project.Write("ours.csproj", ProjectFile());
        project.Write("Program.cs", HostPrograms.Ours);
        (await project.DotnetAsync("build", "-v", "quiet")).MustSucceed();
        var column = Column("Lifecycle.Gen");

        var order = await RunAsync(project, "ours", "order");
        Assert.Equal(column["order"], Describe(order, ("of dependencies", run => run.ExitCode == 0 && Follow(run, "Store is up", "Api is up"))));
        Assert.Equal(column["several at once"], Describe(order,
            ("as soon as its own dependencies are up; down likewise", run => Follow(run, "Other is up", "Api is up")
                && Follow(run, "Api is down", "Store is down"))));
        Assert.Equal(column["a later service fails to start"], Describe(await RunAsync(project, "ours", "fails"),
            ("they are shut down, dependents first", run => run.ExitCode == 1 && Follow(run, "Store is up", "Store is down"))));
        Assert.Equal(column["a `BackgroundService` throws"], Describe(await RunAsync(project, "ours", "background"),
            ("the worker stops, exit code 1", run => run.ExitCode == 1 && Has(run, "the queue is gone"))));
        Assert.Equal(column["the same while another service starts"], Describe(await RunAsync(project, "ours", "background-during-start"),
            ("the start is cancelled, exit code 1, and the cause is reported", run => run.ExitCode == 1 && Has(run, "the queue is gone"))));
        Assert.Equal(column["second Ctrl+C"], Describe(await RunAsync(project, "ours", "second-signal"),
            ("ends the process at once, 130", run => run.ExitCode == 130 && !Has(run, "stopped in order"))));

        project.Write("Program.cs", HostPrograms.MissingInput);
        Assert.Equal(column["a missing dependency"], Describe(await project.DotnetAsync("build", "-v", "quiet"),
            ("a compile error", build => build.ExitCode == 1 && Has(build, "error CS7036"))));
    }

    private string ProjectFile() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{PackedPackage.Id}" Version="{package.Version}" />
          </ItemGroup>
        </Project>
        """;

    // A shell's background job has SIGINT ignored, and its children inherit that.
    private static Task<CommandResult> RunAsync(StrangerFolder project, string program, string scenario) =>
        project.ExecuteAsync("env", "--default-signal=INT", project.PathOf(Path.Combine("bin", "Debug", "net10.0", program)), scenario);

    private static bool Has(CommandResult run, string text) => run.Output.Contains(text, StringComparison.Ordinal);

    private static bool Follow(CommandResult run, string first, string second)
    {
        var lines = run.Lines.ToList();
        var (before, after) = (lines.FindIndex(line => line.StartsWith(first, StringComparison.Ordinal)),
            lines.FindIndex(line => line.StartsWith(second, StringComparison.Ordinal)));
        return before >= 0 && before < after;
    }

    // What was seen, in the words of README; where none fits, all of it.
    private static string Describe(CommandResult run, params (string Words, Func<CommandResult, bool> Fit)[] known) =>
        known.FirstOrDefault(words => words.Fit(run)).Words ?? string.Create(CultureInfo.InvariantCulture, $"exit code {run.ExitCode}:\n{run.Output}");

    /// <summary>What README says in a column, by the head of the row.</summary>
    private static Dictionary<string, string> Column(string head)
    {
        var table = Table().Match(Readme.Text).Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        var at = Array.IndexOf(table[0], head);
        Assert.True(at > 0, $"README has no column {head}.");
        return table.Skip(2).ToDictionary(row => row[0], row => row[at], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?<=## Against the Generic Host\n.*?\n)\|.*?\n\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Table();
}
