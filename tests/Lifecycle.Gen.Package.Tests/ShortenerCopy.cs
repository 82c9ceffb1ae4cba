using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>A diagnostic by its id, file and line.</summary>
public sealed record Report(string Id, string File, int Line)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line} {Id}");
}

/// <summary>
/// The sample outside the repository, with the packed package alone. A line that ends with <c>// LCGnnnn</c> is a mistake that was planted,
/// and the comment says which report it must get.
/// </summary>
public sealed partial class ShortenerCopy : StrangerFolder
{
    public ShortenerCopy(PackedPackage package, string name, string configurationFeed)
        : base(package, name)
    {
        var sample = Path.Combine(PackedPackage.RepositoryRoot, "samples", "Shortener");
        foreach (var file in Directory.EnumerateFiles(sample, "*.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(sample, path)))
        {
            if (file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                Write(file, File.ReadAllText(Path.Combine(sample, file)));
        }

        // The package of pictures as source: this is about the other one.
        var pictures = Path.Combine(PackedPackage.RepositoryRoot, "src", "Lifecycle.Gen.Diagrams");
        foreach (var file in Directory.EnumerateFiles(pictures, "*.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(pictures, path)))
        {
            if (file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                Write(Path.Combine("Pictures", file), File.ReadAllText(Path.Combine(pictures, file)));
        }

        Write("shortener.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestoreAdditionalProjectSources>{configurationFeed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Npgsql" Version="{VersionOf("Npgsql")}" />
                <PackageReference Include="{PackedPackage.Id}.Configuration" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>The mistakes that are in it.</summary>
    public IReadOnlyList<Report> Planted =>
    [
        .. from path in Directory.EnumerateFiles(Location, "*.cs", SearchOption.AllDirectories)
           let file = Path.GetRelativePath(Location, path).Replace('\\', '/')
           where !file.StartsWith("obj/", StringComparison.Ordinal)
           from line in File.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
           from Capture id in Marks().Match(line.Text).Groups["id"].Captures
           select new Report(id.Value, file, line.Number),
    ];

    public void Delete(string file) => File.Delete(PathOf(file));

    /// <summary>Plants a mistake, or repairs one, where the sample has exactly this text.</summary>
    public void Replace(string file, string text, string with)
    {
        var path = PathOf(file);
        var before = File.ReadAllText(path).ReplaceLineEndings("\n");
        var parts = before.Split(text);
        Assert.True(parts.Length == 2,
            $"A mistake cannot be planted: {file} of the sample must hold this once, and holds it {parts.Length - 1} times:\n{text}");
        File.WriteAllText(path, string.Join(with, parts));
    }

    /// <summary>Builds, and gives what is wrong: every report of ours, and of the compiler whatever is a warning at least.</summary>
    public async Task<(CommandResult Build, IReadOnlyList<Report> Reports)> BuildAsync()
    {
        var log = PathOf("build.sarif");
        File.Delete(log);
        var build = await DotnetAsync("build", "-v", "minimal", "-clp:NoSummary", $"-p:ErrorLog={log}%2cversion=2.1");
        Assert.True(File.Exists(log), build.Output);
        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        return (build, [.. results.EnumerateArray().Where(IsWrong).Select(ReportOf).Distinct().OrderBy(report => report.ToString(), StringComparer.Ordinal)]);
    }

    public Task<CommandResult> FormatAsync(IEnumerable<string> rules) =>
        DotnetAsync(["format", "analyzers", "shortener.csproj", "--no-restore", "--severity", "info", "--diagnostics", .. rules]);

    /// <summary>Runs what was built.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => DotnetAsync([Path.Combine("bin", "Debug", "net10.0", "shortener.dll"), .. arguments]);

    // The version that the sample is built with in the repository.
    private static string VersionOf(string package) =>
        XDocument.Load(Path.Combine(PackedPackage.RepositoryRoot, "Directory.Packages.props"))
            .Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == package).Attribute("Version")!.Value;

    private static bool IsWrong(JsonElement result) =>
        !result.TryGetProperty("suppressions", out _)
        && (result.GetProperty("level").GetString() is "warning" or "error"
            || result.GetProperty("ruleId").GetString()!.StartsWith("LCG", StringComparison.Ordinal));

    private Report ReportOf(JsonElement result)
    {
        var id = result.GetProperty("ruleId").GetString()!;
        if (!result.TryGetProperty("locations", out var locations))
            return new Report(id, "", 0);

        var place = locations[0].GetProperty("physicalLocation");
        var path = new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath;
        return new Report(id, Path.GetRelativePath(Location, path).Replace('\\', '/'), place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [GeneratedRegex("// (?:(?<id>LCG[0-9]{4}) ?)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
