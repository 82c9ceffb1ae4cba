using System.IO.Compression;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>The package for settings: what is in it, and that a native program needs no other and has no warning.</summary>
public sealed class ConfigurationPackageTests(PackedPackage package)
{
    private const string Id = "Lifecycle.Gen.Configuration";

    private const string Program = """
        using System.ComponentModel.DataAnnotations;
        using Lifecycle;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Options;

        return await Worker.RunAsync(new ConfigurationBuilder().AddInMemoryCollection([new("Mail:Port", args[0]), new("Mail:Secret", "x")]).Build());

        public sealed class MailOptions
        {
            [Range(1, 65535)] public int Port { get; set; } = 25;
            public string? Secret { get; set; }
        }

        [Unit, OptionsValidator]
        public sealed partial class MailSettings(IConfiguration configuration) : Settings<MailOptions>(configuration, "Mail"), IValidateOptions<MailOptions>
        {
            protected override MailOptions? Bind(IConfiguration section) => section.Get<MailOptions>();
        }

        [Unit]
        public sealed partial class Mailer(ISettings<MailOptions> settings)
        {
            [Run] private void Send() => Console.WriteLine($"port {settings.Current.Port}");
        }
        """;

    [Fact]
    public async Task It_holds_these_files_brings_the_generators_and_makes_native_programs_without_a_warning()
    {
        var feed = await package.GetConfigurationFeedAsync();
        await HoldsAsync(Path.Combine(feed, $"{Id}.{package.Version}.nupkg"));

        var project = new StrangerFolder(package, "Mail");
        project.Write("Mail.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{Id}" Version="{package.Version}" />
                <PackageReference Include="Microsoft.Extensions.Configuration" Version="10.0.14" />
              </ItemGroup>
            </Project>
            """);
        project.Write("Program.cs", Program);
        var publish = await project.DotnetAsync("publish", "-c", "Release", "-r", "linux-x64", "-o", "out", "-p:PublishAot=true", "-v", "minimal");
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native program, because {what}");
        publish.MustSucceed();
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));

        var binary = project.PathOf(Path.Combine("out", "Mail"));
        var good = (await project.ExecuteAsync(binary, "26")).MustSucceed();
        Assert.Equal(["port 26"], good.Lines);
        var bad = await project.ExecuteAsync(binary, "0");
        Assert.Equal(1, bad.ExitCode);
        const string Fault = "Mail:Port = '0' (MemoryConfigurationProvider): The field MailOptions.Port must be between 1 and 65535.";
        Assert.Contains(bad.Lines, line => line.Contains(Fault, StringComparison.Ordinal));
    }

    private static async Task HoldsAsync(string path)
    {
        await using var archive = await ZipFile.OpenReadAsync(path);
        Assert.Equal(
            [
                "README.md", $"build/{Id}.props", $"buildTransitive/{Id}.props", "icon.png", $"lib/net10.0/{Id}.dll", $"lib/net10.0/{Id}.xml",
                $"lib/net8.0/{Id}.dll", $"lib/net8.0/{Id}.xml",
            ],
            archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
                    && !name.StartsWith('[') && !name.EndsWith(".nuspec", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

        await using var nuspec = await archive.GetEntry($"{Id}.nuspec")!.OpenAsync();
        var dependencies = (await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken)).Descendants()
            .Where(element => element.Name.LocalName == "dependency").ToList();
        Assert.Equal(
            [PackedPackage.Id, "Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Options"],
            dependencies.Select(one => one.Attribute("id")!.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(dependencies, one => Assert.DoesNotContain("Analyzers", one.Attribute("exclude")?.Value ?? "", StringComparison.OrdinalIgnoreCase));
    }
}
