using System.Text.Json;

namespace Lifecycle.Tool.Tests;

public class CheckTests
{
    private const string Log = """
        {
          "version": "2.1.0",
          "runs": [ { "results": [
            { "ruleId": "LCG4002", "level": "warning", "message": { "text": "Api.ServeAsync: 100 %, a,b:\nc" }, "locations": [ { "physicalLocation": {
              "artifactLocation": { "uri": "src/My%20Api.cs" }, "region": { "startLine": 7, "startColumn": 5, "endLine": 7, "endColumn": 12 } } } ] },
            { "ruleId": "LCG1006", "level": "note", "message": { "text": "advice" } },
            { "ruleId": "CS0168", "level": "warning", "message": { "text": "not ours" } },
            { "ruleId": "LCG1001", "level": "error", "message": { "text": "suppressed" }, "suppressions": [ { "kind": "inSource" } ] }
          ] } ]
        }
        """;

    /// <summary>A project is built with the rules that it has itself; here they are those of the repository.</summary>
    [Fact]
    public async Task A_project_is_built_and_what_its_rules_find_is_written()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write("Directory.Packages.props", "<Project />");
        var project = folder.Write("app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(UnitAttribute).Assembly.Location}" />
                <Reference Include="{typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location}" />
                <Analyzer Include="{Built("generators/Lifecycle.Gen.Core")}" />
                <Analyzer Include="{Built("generators/Lifecycle.Gen.Generator")}" />
                <Analyzer Include="{Built("analyzers/Lifecycle.Gen.Analyzers")}" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("Program.cs", """
            using Lifecycle;

            return await Worker.RunAsync();

            [Unit]
            public sealed partial class Api
            {
                [OnStartup] private async void Listen() => await Task.Delay(1);
            }
            """);

        var run = await ToolRun.OfAsync("check", project);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("Program.cs(8,", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^.*Program\.cs\(\d+,\d+\): (error|warning) LCG\d{4}: ", line));
        Assert.False(File.Exists(Path.Combine(folder.Location, "app-net10.0.sarif")));
    }

    [Fact]
    public async Task A_log_of_the_compiler_is_read_as_text()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("check", folder.Write("app.sarif", Log));
        Assert.Equal((1, "src/My Api.cs(7,5): warning LCG4002: Api.ServeAsync: 100 %, a,b:\nc\n"), (run.ExitCode, run.Output));
        Assert.Equal("The rules find one thing.\n", run.Error);
    }

    [Fact]
    public async Task Annotations_of_GitHub_are_escaped()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("check", folder.Write("app.sarif", Log), "--format", "github", "--level", "note");
        Assert.Equal(
            "::notice title=LCG1006::advice\n"
            + "::warning file=src/My Api.cs,line=7,col=5,endLine=7,endColumn=12,title=LCG4002::Api.ServeAsync: 100 %25, a,b:%0Ac\n",
            run.Output);
    }

    [Fact]
    public async Task Sarif_has_our_rules_alone()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("check", folder.Write("app.sarif", Log), "--format", "sarif");
        using var log = JsonDocument.Parse(run.Output);
        var only = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var result = Assert.Single(only.GetProperty("results").EnumerateArray());
        Assert.Equal("LCG4002", result.GetProperty("ruleId").GetString());
        Assert.Equal("Lifecycle.Gen", only.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString());

        // What it writes, it reads.
        Assert.Equal(run.Output, (await ToolRun.OfAsync("check", folder.Write("again.sarif", run.Output), "--format", "sarif")).Output);
    }

    [Fact]
    public async Task The_exit_code_follows_the_level()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("check", folder.Write("app.sarif", Log), "--level", "error");
        Assert.Equal(new ToolRun(0, "", "The rules find nothing.\n"), run);
    }

    [Fact]
    public async Task What_cannot_be_checked_is_said()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("check", folder.Write("app.sarif", "[]"));
        Assert.True(run.ExitCode == 2 && run.Error.Contains("app.sarif is no log of the compiler in SARIF 2.1", StringComparison.Ordinal), run.ToString());

        run = await ToolRun.OfAsync("check", Path.Combine(folder.Location, "none.csproj"));
        Assert.True(run.ExitCode == 2 && run.Error.Contains("There is no project, solution or folder ", StringComparison.Ordinal), run.ToString());
    }

    private static string Built(string project)
    {
        var folder = Path.Combine(ToolRun.RepositoryRoot, project, "bin", ToolRun.Configuration, "netstandard2.0");
        return Path.Combine(folder, Path.GetFileName(project) + ".dll");
    }
}
