using System.IO.Compression;

namespace Lifecycle.Package.Tests;

/// <summary>The package for workers in a host, packed as the package beside it.</summary>
public sealed class PackedHosting(PackedPackage package) : IAsyncLifetime
{
    public const string Id = "Lifecycle.Gen.Hosting";

    /// <summary>A folder feed with nothing but the package.</summary>
    public string Feed { get; } = package.CreateFolder($"hosting-{Guid.NewGuid():N}");

    public string PackagePath => Path.Combine(Feed, $"{Id}.{package.Version}.nupkg");

    /// <summary>The package's files, unpacked.</summary>
    public string Content => Path.Combine(Feed, "content");

    public async ValueTask InitializeAsync()
    {
        await package.PackAsync($"src/{Id}", new DirectoryInfo(Feed));
        await ZipFile.ExtractToDirectoryAsync(PackagePath, Content);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
