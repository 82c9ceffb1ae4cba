using System.Runtime.InteropServices;

namespace Lifecycle.Package.Tests;

/// <summary>A project outside the repository that adds the package.</summary>
public sealed class StrangerTests(PackedPackage package)
{
    private const string Service = """
        using Lifecycle;

        return await Worker.RunAsync(name: "links").ConfigureAwait(false);

        internal interface IStore
        {
            string Name { get; }
        }

        [Unit]
        internal sealed partial class Store(string name) : IStore
        {
            public string Name => name;

            [OnStartup]
            private async Task OpenAsync(CancellationToken cancellationToken)
            {
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
                Console.WriteLine($"{name} open");
            }

            [OnShutdown]
            private void Close() => Console.WriteLine($"{name} closed");
        }

        [Unit]
        internal sealed partial class Job(IStore store)
        {
            [Run]
            private void Work() => Console.WriteLine($"working on {store.Name}");
        }
        """;

    private const string Cycle = """
        using Lifecycle;

        [Unit]
        internal sealed partial class Chicken(Egg egg)
        {
            public Egg Egg => egg;
        }

        [Unit]
        internal sealed partial class Egg(Chicken chicken)
        {
            public Chicken Chicken => chicken;
        }
        """;

    private static readonly string[] s_output = ["links open", "working on links", "links closed"];

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    public async Task A_project_with_every_analyzer_on_builds_without_a_warning_and_runs(string framework)
    {
        var project = new StrangerProject(package, "Runs-" + framework, framework, Service);

        (await project.BuildAsync()).MustSucceed();
        var run = (await project.RunAsync()).MustSucceed();

        Assert.Equal(s_output, run.Lines);
    }

    [Fact]
    public async Task The_oldest_language_version_that_we_promise_builds()
    {
        var project = new StrangerProject(package, "Oldest", "net8.0", Service);

        (await project.BuildAsync("-p:LangVersion=12")).MustSucceed();
    }

    [Fact]
    public async Task A_cycle_is_the_one_error_of_the_build()
    {
        var project = new StrangerProject(package, "Cyclic", "net10.0", Service);
        project.Write("Cycle.cs", Cycle);

        var build = await project.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        var error = Assert.Single(build.Diagnostics("error"));
        Assert.Contains("error LCG1001", error, StringComparison.Ordinal);
        Assert.Contains("Cycle.cs(", error, StringComparison.Ordinal);
        Assert.Contains("Chicken -> Egg", error, StringComparison.Ordinal);
        Assert.Empty(build.Diagnostics("warning"));
    }

    [Theory]
    [InlineData("RunAnalyzers")]
    [InlineData("RunAnalyzersDuringBuild")]
    public async Task Without_analyzers_the_generator_says_that_the_graph_is_wrong(string property)
    {
        var project = new StrangerProject(package, "Silent-" + property, "net10.0", Service);
        project.Write("Cycle.cs", Cycle);

        var build = await project.BuildAsync($"-p:{property}=false");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error LCG9002", Assert.Single(build.Diagnostics("error")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("portable", true)]
    [InlineData("runtime", true, "-r", "linux-x64", "--self-contained", "false")]
    [InlineData("trimmed", false, "-r", "linux-x64", "-p:PublishTrimmed=true")]
    public async Task However_it_is_published_the_engine_comes_compiled(string kind, bool precompiled, params string[] arguments)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "NOT TESTED: the engine is precompiled for linux-x64 only");
        var project = new StrangerProject(package, "Published-" + kind, "net10.0", Service);

        var publish = await project.PublishAsync("out", arguments);
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the {kind} program, because {what}");
        publish.MustSucceed();

        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        var (run, compiled) = await project.RunPublishedAsync("out");
        Assert.Equal(s_output, run.MustSucceed().Lines);
        Assert.Contains(compiled, line => line.Contains(" Store:", StringComparison.Ordinal));

        // The trimmer writes the engine anew, and what it writes is left to the JIT.
        if (precompiled)
            Assert.DoesNotContain(compiled, line => line.Contains("compiled Lifecycle.", StringComparison.Ordinal));
    }

    /// <summary>The SDK here makes no program for net11.0, which NuGet would give the newer code; one for net10.0 runs there with either.</summary>
    [Fact]
    public async Task On_the_next_runtime_the_code_that_is_compiled_for_it_is_used()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "NOT TESTED: the engine is precompiled for linux-x64 only");
        var project = new StrangerProject(package, "Next", "net10.0", Service);
        var publish = await project.PublishAsync("out", "-r", "linux-x64", "--self-contained", "true", "-p:RuntimeFrameworkVersion=11.0.0");
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the program on runtime 11, because {what}");
        publish.MustSucceed();

        var (_, withOld) = await project.RunPublishedAsync("out");
        File.Copy(
            Path.Combine(package.Content, "runtimes/linux-x64/lib/net11.0/Lifecycle.Gen.dll"),
            project.PathOf(Path.Combine("out", "Lifecycle.Gen.dll")),
            overwrite: true);
        var (run, withNew) = await project.RunPublishedAsync("out");

        Assert.Equal(s_output, run.MustSucceed().Lines);
        TestContext.Current.TestOutputHelper?.WriteLine($"methods that the JIT compiles: {withOld.Length} with the code for 10, {withNew.Length} for 11");
        Assert.Contains(withOld, line => line.Contains("compiled Lifecycle.", StringComparison.Ordinal));
        Assert.DoesNotContain(withNew, line => line.Contains("compiled Lifecycle.", StringComparison.Ordinal));
    }

    // The package has a runtime for each.
    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public async Task A_native_binary_is_published_without_a_warning_and_runs(string framework)
    {
        var project = new StrangerProject(package, "Native-" + framework, framework, Service);

        var publish = await project.PublishNativeAsync(framework, "linux-x64");
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native program, because {what}");
        publish.MustSucceed();

        Assert.Contains(publish.Lines, line => line.Contains("Generating native code", StringComparison.Ordinal));
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        var run = (await project.RunNativeAsync(framework, "linux-x64")).MustSucceed();
        Assert.Equal(s_output, run.Lines);

        // What the assembly says to compilers is of no use to the program.
        var binary = await File.ReadAllBytesAsync(project.NativeBinary(framework, "linux-x64"), TestContext.Current.CancellationToken);
        Assert.True(binary.AsSpan().IndexOf("LifecycleManifest"u8) < 0, "The manifest is in the native program.");

        // Nor is what a program that shows no plan does not use.
        var map = project.NativeMap(framework, "linux-x64");
        Assert.Contains("Lifecycle_Gen_Lifecycle_WorkerPlan", map, StringComparison.Ordinal);
        Assert.All(
            ["PlanInput", "PlanExtensionPoint", "PlanDiagram", "PlanJson", "WorkerEvent"],
            part => Assert.DoesNotContain($"Lifecycle_Gen_Lifecycle_{part}", map, StringComparison.Ordinal));
    }
}
