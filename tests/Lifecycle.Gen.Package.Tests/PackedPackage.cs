using System.IO.Compression;
using Lifecycle.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace Lifecycle.Package.Tests;

/// <summary>
/// Packs once for all tests, into a temporary folder (the build's own bin and obj are in use by the tests beside this one),
/// under a version that no cache has ever seen.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    public const string Id = "Lifecycle.Gen";

    private readonly string _folder = Directory.CreateTempSubdirectory("lifecycle-gen-package-").FullName;

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>A folder feed with nothing but the package.</summary>
    public string Feed => Path.Combine(_folder, "artifacts", "package", "release");

    public string PackagePath => Path.Combine(Feed, $"{Id}.{Version}.nupkg");

    public string SymbolsPath => Path.Combine(Feed, $"{Id}.{Version}.snupkg");

    /// <summary>The package's files, unpacked.</summary>
    public string Content => Path.Combine(_folder, "content");

    public async ValueTask InitializeAsync()
    {
        await PackAsync(Path.Combine(_folder, "artifacts"));
        await ZipFile.ExtractToDirectoryAsync(PackagePath, Content);
    }

    /// <summary>Packs the sources as they are, all output below <paramref name="artifacts"/>.</summary>
    public Task PackAsync(string artifacts) => PackAsync("src/Lifecycle.Gen", artifacts);

    /// <summary>Packs another project of the repository under the same version, built with the same parts, into a feed of its own.</summary>
    public Task PackAsync(string project, DirectoryInfo feed) =>
        PackAsync(project, Path.Combine(_folder, "artifacts"), "-p:IsPackable=true", "-o", feed.FullName);

    /// <summary>An empty folder that is gone after the tests.</summary>
    public string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);

        // Restoring unpacked whatever has this version into the machine's package folder, where no later restore looks for it.
        foreach (var cached in Directory.GetDirectories(PackagesFolder()).Select(id => Path.Combine(id, Version)).Where(Directory.Exists))
            Directory.Delete(cached, recursive: true);
        return ValueTask.CompletedTask;
    }

    // The sources are analysed by the build of the repository.
    private async Task PackAsync(string project, string artifacts, params string[] arguments)
    {
        string[] pack = ["pack", project, "-c", "Release", "--artifacts-path", artifacts, $"-p:Version={Version}", "-p:RunAnalyzers=false", "-v", "quiet"];
        var result = await DotnetCommand.RunAsync(RepositoryRoot, [.. pack, .. arguments]);
        result.MustSucceed();
    }

    private static string PackagesFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lifecycle.Gen.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Lifecycle.Gen.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
