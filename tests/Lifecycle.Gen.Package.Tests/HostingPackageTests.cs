using System.IO.Compression;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>The package for workers in a host: what is in it, and that a program needs no other.</summary>
[Collection(nameof(PackedHosting))]
public sealed class HostingPackageTests(PackedHosting hosting)
{
    [Fact]
    public void It_holds_these_files_and_no_others()
    {
        using var archive = ZipFile.OpenRead(hosting.PackagePath);
        Assert.Equal(
            [
                "README.md", "icon.png", "lib/net10.0/Lifecycle.Gen.Hosting.dll", "lib/net10.0/Lifecycle.Gen.Hosting.xml",
                "lib/net8.0/Lifecycle.Gen.Hosting.dll", "lib/net8.0/Lifecycle.Gen.Hosting.xml",
            ],
            archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
                    && !name.StartsWith('[') && !name.EndsWith(".nuspec", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Without the exclusion of analyzers, which would leave its users without the generator.</summary>
    [Fact]
    public void It_depends_on_the_package_with_its_generator_and_on_the_host()
    {
        var nuspec = XDocument.Load(Path.Combine(hosting.Content, PackedHosting.Id + ".nuspec"));
        var groups = nuspec.Descendants().Where(element => element.Name.LocalName == "group").ToList();

        Assert.Equal(["net10.0", "net8.0"], groups.Select(group => group.Attribute("targetFramework")?.Value).Order(StringComparer.Ordinal));
        Assert.All(groups, group =>
        {
            var ids = group.Elements().Select(one => one.Attribute("id")!.Value);
            Assert.Equal(
                [PackedPackage.Id, "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting"], ids.Order(StringComparer.Ordinal));
            var own = group.Elements().Single(one => one.Attribute("id")?.Value == PackedPackage.Id);
            Assert.DoesNotContain("Analyzers", own.Attribute("exclude")?.Value ?? "", StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>A project that references nothing else, on both hosts that are supported.</summary>
    [Theory]
    [InlineData("10.0.15")]
    [InlineData("11.0.0")]
    public async Task A_program_with_this_package_alone_runs_its_units(string version)
    {
        var project = hosting.CreateProject("hosted", version, """
            using Lifecycle;
            using Microsoft.Extensions.Hosting;

            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Configuration["Worker:Name"] = "links";
            builder.AddWorker<Worker>();
            builder.Build().Run();

            [Unit]
            public sealed partial class Database(string name, IHostApplicationLifetime lifetime)
            {
                [OnStartup] private void Open() => Console.WriteLine($"{name} up");
                [OnShutdown] private void Close() => Console.WriteLine($"{name} down");
                [Run] private async Task WorkAsync(CancellationToken token)
                {
                    var started = new TaskCompletionSource();
                    using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
                    await started.Task.WaitAsync(token);
                }
            }
            """);
        (await project.DotnetAsync("build", "-v", "quiet")).MustSucceed();

        var run = await project.ExecuteAsync(project.PathOf(Path.Combine("bin", "Debug", "net10.0", "hosted")));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["links up", "links down"], run.Lines);
    }
}
