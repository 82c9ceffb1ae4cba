using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>A project that begins with `dotnet new`.</summary>
[Collection(nameof(PackedHosting))]
public sealed class TemplateTests(PackedPackage package, PackedHosting hosting, PackedTemplates templates) : IClassFixture<PackedTemplates>
{
    private static readonly string[] s_entries =
    [
        "README.md",
        "content/library/.template.config/dotnetcli.host.json",
        "content/library/.template.config/template.json",
        "content/library/Company.Library1.csproj",
        "content/library/Heartbeat.cs",
        "content/web/.template.config/dotnetcli.host.json",
        "content/web/.template.config/template.json",
        "content/web/Company.Worker1.csproj",
        "content/web/Program.cs",
        "content/web/appsettings.json",
        "content/web/tests/Company.Worker1.Tests.csproj",
        "content/web/tests/EndpointTests.cs",
        "content/worker/.template.config/dotnetcli.host.json",
        "content/worker/.template.config/template.json",
        "content/worker/Company.Worker1.csproj",
        "content/worker/Program.cs",
        "content/worker/appsettings.json",
        "content/worker/tests/Company.Worker1.Tests.csproj",
        "content/worker/tests/PollerTests.cs",
        "content/worker/web/Company.Worker1.csproj",
        "content/worker/web/Program.cs",
        "content/worker/web/appsettings.json",
        "content/worker/web/tests/Company.Worker1.Tests.csproj",
        "content/worker/web/tests/EndpointTests.cs",
        "icon.png",
    ];

    [Fact]
    public void The_package_holds_these_files_and_no_others() => Assert.Equal(s_entries, PackageContentTests.Entries(templates.PackagePath));

    [Fact]
    public void The_nuspec_says_that_these_are_templates()
    {
        var metadata = XDocument.Load(Path.Combine(templates.Content, PackedTemplates.Id + ".nuspec")).Root!.Elements()
            .Single(e => e.Name.LocalName == "metadata");

        Assert.Equal(PackedTemplates.Id, Element("id").Value);
        Assert.Equal(package.Version, Element("version").Value);
        Assert.Equal("MIT", Element("license").Value);
        Assert.Equal("icon.png", Element("icon").Value);
        Assert.Equal("README.md", Element("readme").Value);
        Assert.Equal("git", Element("repository").Attribute("type")?.Value);
        Assert.NotEmpty(Element("description").Value);
        Assert.Equal("Template", Element("packageTypes").Elements().Single().Attribute("name")?.Value);
        Assert.DoesNotContain(metadata.Elements(), e => e.Name.LocalName == "dependencies");

        XElement Element(string name) => metadata.Elements().Single(e => e.Name.LocalName == name);
    }

    [Fact]
    public void The_projects_of_the_templates_name_the_versions_that_they_were_packed_with()
    {
        var references = Directory.EnumerateFiles(templates.Content, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference")).ToArray();

        var ours = references.Where(reference => reference.Attribute("Include")!.Value.StartsWith(PackedPackage.Id, StringComparison.Ordinal)).ToArray();
        // Twice in each: with central package versions, and without. The web application is there twice.
        Assert.Equal(14, ours.Length);
        Assert.All(ours, reference => Assert.Equal(package.Version, VersionOf(reference)));
        Assert.All(references, reference => Assert.Matches("^[0-9]", VersionOf(reference)));

        static string? VersionOf(XElement reference) => (string?)reference.Attribute("Version") ?? (string?)reference.Attribute("VersionOverride");
    }

    [Theory]
    [InlineData("lifecycle-worker")]
    [InlineData("lifecycle-library")]
    public async Task Projects_of_all_kinds_of_names_build_in_a_solution_with_central_package_versions(string template)
    {
        string[] names = ["My Shop", "my-shop", "class", "new.event", "Worker", "Lifecycle", "Магазин", "2nd shop"];
        var solution = new StrangerFolder(package, "Names-of-" + template);
        solution.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
            </Project>
            """);
        solution.Write("all.slnx", $"<Solution>{string.Concat(names.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
        foreach (var name in names)
            await templates.MakeAsync(solution, template, name, "--no-restore");

        await BuildAsync(solution);

        if (template is "lifecycle-worker")
        {
            foreach (var name in names)
                await RunUntilStoppedAsync(solution, Path.Combine(name, "bin", "Debug", "net10.0", name));
        }
    }

    /// <summary>All of what the options make, in one solution, because each further build costs CI a minute.</summary>
    [Fact]
    public async Task Projects_with_all_options_build_without_a_warning_pass_their_tests_and_run_until_they_are_stopped()
    {
        var solution = new StrangerFolder(package, "Options");
        UseFeeds(solution, hosting.Feed, await package.GetConfigurationFeedAsync());
        (string Template, string Name, string[] Options)[] projects =
        [
            ("lifecycle-worker", "Shop", []),
            ("lifecycle-worker", "2nd-shop.Worker", ["-f", "net8.0"]),
            ("lifecycle-worker", "Tested", ["--tests"]),
            ("lifecycle-worker", "Tested.Settings", ["--tests", "--config"]),
            ("lifecycle-worker", "Site", ["--web", "--tests", "--config"]),
            ("lifecycle-web", "2nd-site", ["-f", "net8.0"]),
            ("lifecycle-web", "Shop.Web", ["--tests"]),
        ];
        var files = new List<string>();
        foreach (var (template, name, options) in projects)
        {
            await templates.MakeAsync(solution, template, name, ["--no-restore", .. options]);
            files.Add($"{name}/{name}.csproj");
            if (options.Contains("--tests"))
                files.Add($"{name}/tests/{name}.Tests.csproj");
        }

        Assert.All(files, file => Assert.True(File.Exists(solution.PathOf(file)), file));
        Assert.False(Directory.Exists(solution.PathOf("Shop/tests")));
        Assert.False(Directory.Exists(solution.PathOf("Site/web")));
        solution.Write("all.slnx", $"<Solution>{string.Concat(files.Select(file => $"<Project Path=\"{file}\" />"))}</Solution>");
        await BuildAsync(solution, "-p:RollForward=Major");

        foreach (var test in files.Where(file => file.EndsWith(".Tests.csproj", StringComparison.Ordinal)))
        {
            var folder = Path.GetDirectoryName(test)!;
            (await solution.ExecuteAsync(solution.PathOf($"{folder}/bin/Debug/net10.0/{Path.GetFileNameWithoutExtension(test)}"))).MustSucceed();
        }

        await RunUntilStoppedAsync(solution, Path.Combine("Shop", "bin", "Debug", "net10.0", "Shop"));
        await RunUntilStoppedAsync(solution, Path.Combine("2nd-shop.Worker", "bin", "Debug", "net8.0", "2nd-shop.Worker"));
        await RunUntilStoppedAsync(solution, Path.Combine("Tested.Settings", "bin", "Debug", "net10.0", "Tested.Settings"));
        var wrong = await solution.ExecuteAsync(solution.PathOf("Tested.Settings/bin/Debug/net10.0/Tested.Settings"), "--Poller:Seconds=0");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("Poller:Seconds = '0' (CommandLineConfigurationProvider)", wrong.Output, StringComparison.Ordinal);
        await ServesAsync(solution, Path.Combine("Site", "bin", "Debug", "net10.0", "Site"));
        await ServesAsync(solution, Path.Combine("2nd-site", "bin", "Debug", "net8.0", "2nd-site"));
    }

    // With the choice of the template, and in a project that comes to it later.
    [Theory]
    [InlineData("Chosen", new[] { "--aot" }, new[] { "-c", "Release" })]
    [InlineData("Later", new[] { "-f", "net10.0" }, new[] { "-p:PublishAot=true" })]
    public async Task A_worker_is_published_as_a_native_binary_without_a_warning(string name, string[] made, string[] published)
    {
        var project = await templates.MakeAsync("lifecycle-worker", name, ["--no-restore", .. made]);

        var publish = await project.DotnetAsync(["publish", "-r", "linux-x64", "-o", "out", "-v", "minimal", .. published]);
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native worker, because {what}");
        publish.MustSucceed();

        Assert.Contains(publish.Lines, line => line.Contains("Generating native code", StringComparison.Ordinal));
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        await RunUntilStoppedAsync(project, Path.Combine("out", name));
    }

    [Fact]
    public async Task A_web_application_is_published_as_a_native_binary_without_a_warning()
    {
        var project = await templates.MakeAsync("lifecycle-web", "NativeSite", "--no-restore", "--aot");
        UseFeeds(project, hosting.Feed);

        var publish = await project.DotnetAsync("publish", "-c", "Release", "-r", "linux-x64", "-o", "out", "-v", "minimal");
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native application, because {what}");
        publish.MustSucceed();

        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("net10.0", "Vitals")]
    [InlineData("net8.0", "2nd-try.Heart-beats")]
    public async Task A_library_is_packed_and_its_unit_composed_by_a_worker_that_references_it(string framework, string name)
    {
        var library = await templates.MakeAsync("lifecycle-library", name, "-f", framework);
        await BuildAsync(library, "--no-restore");
        (await library.DotnetAsync("pack", "-o", "feed", $"-p:Version={package.Version}")).MustSucceed();
        var space = File.ReadLines(library.PathOf("Heartbeat.cs")).Single(line => line.StartsWith("namespace ", StringComparison.Ordinal))[10..^1];

        var worker = await templates.MakeAsync("lifecycle-worker", "User-of-" + name, "-f", framework, "--no-restore");
        worker.Reference(name, package.Version, library.PathOf("feed"));
        worker.Write("Patient.cs", $$"""
            using Lifecycle;
            using {{space}};
            using Microsoft.Extensions.Logging;

            [Unit]
            internal sealed partial class Patient(Heartbeat heartbeat, ILogger<Patient> logger)
            {
                [OnReady]
                private void Show() => logger.LogInformation("Has a {Heart}", heartbeat.GetType());
            }
            """);
        await BuildAsync(worker, "-p:RollForward=Major");

        await RunUntilStoppedAsync(worker, Path.Combine("bin", "Debug", framework, worker.Name), $"{space}.Heartbeat[0] Beat 1",
            $"Patient[0] Has a {space}.Heartbeat");
    }

    private static void UseFeeds(StrangerFolder project, params string[] feeds) => project.Write("Directory.Build.props", $"""
        <Project>
          <PropertyGroup>
            <RestoreAdditionalProjectSources>{string.Join(';', feeds)}</RestoreAdditionalProjectSources>
          </PropertyGroup>
        </Project>
        """);

    private static async Task BuildAsync(StrangerFolder project, params string[] arguments)
    {
        var build = await project.DotnetAsync(["build", "-v", "minimal", "-warnaserror", .. arguments]);
        build.MustSucceed();
        Assert.Empty(build.Diagnostics("warning"));
    }

    private static async Task ServesAsync(StrangerFolder project, string program)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: the run, because a signal must end it");
        var file = project.PathOf(program);
        await using var run = project.Start(file, "--urls", "http://127.0.0.1:0", "--contentRoot", Path.GetDirectoryName(file)!);
        await run.UntilAsync("Open");
        var line = await run.UntilAsync("Now listening on: ");
        using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]) };
        using var posted = await client.PostAsync(new Uri("/", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Assert.Equal("row 1", await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken));

        var end = (await run.StopAsync()).MustSucceed();

        Assert.Contains(end.Lines, text => text.Contains("Closed with 1 rows", StringComparison.Ordinal));
    }

    private static async Task RunUntilStoppedAsync(StrangerFolder project, string program, params string[] printed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: the run, because a signal must end it");
        await using var run = project.Start(project.PathOf(program));
        await run.UntilAsync(["Database[0] Open", "Poller[0] Row 1 inserted", .. printed]);

        var end = (await run.StopAsync()).MustSucceed();

        Assert.Contains("Closed with", end.Lines.Last(line => line.Contains("Database[0]", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
