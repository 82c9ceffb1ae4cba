using System.Text.Json;

namespace Lifecycle.Package.Tests;

/// <summary>A copy of samples/Modular/App, which can be restored only where its packages are.</summary>
public sealed class ModularApplication : StrangerFolder
{
    private const string Replication = """<PackageReference Include="Modular.Replication" Version="$(Version)" />""";

    private readonly PackedPackage _package;

    public ModularApplication(PackedPackage package, string feed, string name, IReadOnlyList<string> references)
        : base(package, name)
    {
        _package = package;
        foreach (var file in Directory.GetFiles(Path.Combine(PackedPackage.RepositoryRoot, "samples", "Modular", "App")))
            Write(Path.GetFileName(file), File.ReadAllText(file));
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="lifecycle-gen-under-test" value="{package.Feed}" />
                <add key="modular-under-test" value="{feed}" />
              </packageSources>
            </configuration>
            """);
        if (references.Count > 0)
            ReplaceReference(string.Concat(references.Select(id => Replication.Replace("Modular.Replication", id, StringComparison.Ordinal))));
    }

    public string NativeBinary => PathOf("bin/Release/net10.0/linux-x64/publish/modular");

    public void ReplaceReference(string with)
    {
        var text = File.ReadAllText(PathOf("Modular.App.csproj"));
        Assert.Contains(Replication, text, StringComparison.Ordinal);
        Write("Modular.App.csproj", text.Replace(Replication, with, StringComparison.Ordinal));
    }

    public Task<CommandResult> BuildAsync(params string[] arguments) => RunAsync("build", ["-v", "minimal", "-clp:NoSummary", .. arguments]);

    public Task<CommandResult> PublishNativeAsync() =>
        RunAsync("publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "-v", "minimal");

    /// <summary>The parts of the package that the compiler would load, by file name.</summary>
    public async Task<IReadOnlyList<string>> AnalyzersAsync()
    {
        (await RunAsync("restore", "-v", "quiet")).MustSucceed();
        var result = (await RunAsync("msbuild", "-t:ResolveLockFileAnalyzers", "-getItem:Analyzer")).MustSucceed();
        using var items = JsonDocument.Parse(result.Output);
        return
        [
            .. items.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
                .Select(item => item.GetProperty("Filename").GetString()!)
                .Where(file => file.StartsWith(PackedPackage.Id, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>All that the generator wrote, when the build keeps it.</summary>
    public IReadOnlyList<string> GeneratedFiles() =>
        [.. Directory.GetFiles(PathOf("obj/Debug/net10.0/generated"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText(file)}")];

    /// <summary>Both workers over one new folder, one after the other, and the plans of both; by the built program, or by the native one.</summary>
    public async Task<IReadOnlyList<string>> LinesOfAllRunsAsync(string? native = null)
    {
        var folder = _package.CreateFolder($"{Name}-records-{(native is null ? "jit" : "native")}");
        await File.WriteAllTextAsync(Path.Combine(folder, "storage.settings"), "capacity = 3", TestContext.Current.CancellationToken);
        var import = await Start("import", folder, "first", "# a comment", "", "this record is far too long", "second");
        var all = await Start("all", folder, "this record is not too long", "one too many");
        var plan = await Start("plan");
        return [.. import.MustSucceed().Lines, .. all.MustSucceed().Lines, .. plan.MustSucceed().Lines];

        Task<CommandResult> Start(params string[] arguments) => native is null
            ? DotnetAsync([PathOf("bin/Debug/net10.0/modular.dll"), .. arguments])
            : ExecuteAsync(native, arguments);
    }

    private Task<CommandResult> RunAsync(string command, params string[] arguments) => DotnetAsync([command, .. arguments, $"-p:Version={_package.Version}"]);
}
