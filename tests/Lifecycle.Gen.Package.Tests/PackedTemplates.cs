using System.IO.Compression;

namespace Lifecycle.Package.Tests;

/// <summary>The package of templates, packed as the package beside it, and installed where no other `dotnet new` of this machine sees it.</summary>
public sealed class PackedTemplates(PackedPackage package) : IAsyncLifetime
{
    public const string Id = "Lifecycle.Gen.Templates";

    private readonly string _folder = package.CreateFolder("templates");

    public string PackagePath => Path.Combine(_folder, $"{Id}.{package.Version}.nupkg");

    /// <summary>The package's files, unpacked.</summary>
    public string Content => Path.Combine(_folder, "content");

    private string Hive => Path.Combine(_folder, "hive");

    public async ValueTask InitializeAsync()
    {
        await package.PackAsync($"src/{Id}", new DirectoryInfo(_folder));
        await ZipFile.ExtractToDirectoryAsync(PackagePath, Content);
        (await DotnetCommand.RunAsync(_folder, "new", "install", PackagePath, "--debug:custom-hive", Hive)).MustSucceed();
    }

    /// <summary>Makes a project of a template, in a folder named after it.</summary>
    public async Task<StrangerFolder> MakeAsync(string template, string name, params string[] options)
    {
        var folder = new StrangerFolder(package, name);
        (await folder.DotnetAsync(["new", template, "-n", name, "-o", ".", "--debug:custom-hive", Hive, .. options])).MustSucceed();
        return folder;
    }

    /// <summary>Makes a project of a template below a folder that is there, beside others.</summary>
    public async Task MakeAsync(StrangerFolder solution, string template, string name, params string[] options) =>
        (await solution.DotnetAsync(["new", template, "-n", name, "-o", name, "--debug:custom-hive", Hive, .. options])).MustSucceed();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
