namespace Lifecycle.Package.Tests;

/// <summary>The libraries of samples/Modular as packages, in a folder feed beside that of the package itself.</summary>
public sealed class ModularPackages(PackedPackage package) : IAsyncLifetime
{
    private readonly DirectoryInfo _feed = new(package.CreateFolder("modular-feed"));

    public async ValueTask InitializeAsync()
    {
        await package.PackAsync("samples/Modular/Storage", _feed);
        await package.PackAsync("samples/Modular/Replication", _feed);
    }

    public string PathOf(string id) => Path.Combine(_feed.FullName, $"{id}.{package.Version}.nupkg");

    /// <summary>The application outside the repository.</summary>
    /// <param name="name">The name of its folder.</param>
    /// <param name="references">The packages that it references; none means those that its project names.</param>
    public ModularApplication CreateApplication(string name, params string[] references) => new(package, _feed.FullName, name, references);

    // The package's fixture deletes the folder.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
