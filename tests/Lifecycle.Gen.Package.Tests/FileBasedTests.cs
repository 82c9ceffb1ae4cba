using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>Programs of one file without a project, which `dotnet run` builds and runs: the shortest way to try the library.</summary>
public sealed class FileBasedTests(PackedPackage package)
{
    private const string Package = "#:package " + PackedPackage.Id + "@";

    private static readonly MarkdownBlock s_shown = Readme.Blocks.First(block => block.Text.StartsWith(Package, StringComparison.Ordinal));

    [Fact]
    public void README_names_the_version_that_is_packed()
    {
        var properties = XDocument.Load(Path.Combine(PackedPackage.RepositoryRoot, "Directory.Build.props"));

        Assert.Equal(Package + properties.Descendants("Version").Single().Value, s_shown.Text.Split('\n')[0]);
    }

    // The second is what README advises where there is no native compiler.
    [Theory]
    [InlineData("Shown", "")]
    [InlineData("Advised", "#:property PublishAot=false\n")]
    public async Task What_README_shows_prints_what_README_shows(string name, string line)
    {
        Assert.Contains(line.TrimEnd(), Readme.Text, StringComparison.Ordinal);
        var folder = Folder(name, s_shown.Text.Replace("using Lifecycle;", line + "using Lifecycle;", StringComparison.Ordinal));
        var command = Readme.Commands.Single(command => command.Typed == "dotnet run app.cs");

        var run = (await DotnetAsync(folder, command.Typed.Split(' ')[1..])).MustSucceed();

        // Warnings of the build would be among these lines.
        Assert.Equal(command.Output, run.Lines);
    }

    [Fact]
    public async Task A_cycle_is_the_one_error_and_the_exit_code_1()
    {
        var folder = Folder("Cyclic", s_shown.Text.Replace("class Database", "class Database(Api api)", StringComparison.Ordinal)
            .Replace("\"links\"", "api.ToString()!", StringComparison.Ordinal));

        var run = await DotnetAsync(folder, "run", "app.cs");

        Assert.Equal(1, run.ExitCode);
        var error = Assert.Single(run.Diagnostics("error"));
        Assert.Contains("app.cs(", error, StringComparison.Ordinal);
        Assert.Contains("error LCG1001", error, StringComparison.Ordinal);
        Assert.Empty(run.Diagnostics("warning"));
    }

    [Theory]
    [InlineData("[OnStartup] private",
        "[PreStartup] private void Check() => throw new InvalidOperationException(\"no such setting: LINKS\"); [OnStartup] private", 1,
        "no such setting: LINKS")]
    [InlineData("Console.WriteLine($\"serving {database.Name}\")", "throw new InvalidOperationException($\"{database.Name} are gone\")", 1, "closed",
        "links are gone")]
    [InlineData("Console.WriteLine(\"closed\")", "throw new InvalidOperationException(\"cannot be closed\")", 3, "serving links", "cannot be closed")]
    public async Task What_fails_gives_its_exit_code_through_dotnet_run(string text, string broken, int exitCode, params string[] printed)
    {
        Assert.Contains(text, s_shown.Text, StringComparison.Ordinal);
        var folder = Folder($"Broken-{printed[0]}", s_shown.Text.Replace(text, broken, StringComparison.Ordinal));

        var run = await DotnetAsync(folder, "run", "app.cs");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.All(printed, text => Assert.Contains(run.Lines, line => line.Contains(text, StringComparison.Ordinal)));
        Assert.Empty(run.Diagnostics("warning"));
    }

    [Fact]
    public async Task It_is_published_as_a_native_binary_without_a_warning()
    {
        var folder = Folder("Native", s_shown.Text);

        var publish = await DotnetAsync(folder, "publish", "app.cs", "-o", "out", "-v", "minimal");
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native program, because {what}");
        publish.MustSucceed();

        Assert.Contains(publish.Lines, line => line.Contains("Generating native code", StringComparison.Ordinal));
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["serving links", "closed"], (await folder.ExecuteAsync(folder.PathOf("out/app"))).MustSucceed().Lines);
    }

    // What is shown is changed in nothing but the version.
    private StrangerFolder Folder(string name, string program)
    {
        var folder = new StrangerFolder(package, "File-" + name);
        folder.Write("app.cs", $"{Package}{package.Version}{program[program.IndexOf('\n', StringComparison.Ordinal)..]}\n");
        return folder;
    }

    private async Task<CommandResult> DotnetAsync(StrangerFolder folder, params string[] arguments)
    {
        // The SDK keeps what it builds of a file below the user's data.
        string[] command = [$"XDG_DATA_HOME={package.CreateFolder(folder.Name + "-data")}", "dotnet", .. arguments];
        var run = await folder.ExecuteAsync("env", command);

        // Such a program may be published as a native one, and so NuGet asks for what that takes. Where that is not to be had, a run does without.
        return NativeToolchain.Lacks(run, out _) ? await folder.ExecuteAsync("env", ["EnableRuntimePackDownload=false", .. command]) : run;
    }
}
