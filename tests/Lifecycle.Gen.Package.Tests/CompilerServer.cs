using System.Diagnostics;
using Lifecycle.Package.Tests;

[assembly: AssemblyFixture(typeof(CompilerServer))]

namespace Lifecycle.Package.Tests;

/// <summary>
/// One compiler for all builds of these tests, as the SDK has one for all builds of a user: a compiler a build would be loaded and jitted
/// anew for each of some hundred small projects. It is started here, so that no build starts one, which would keep the build's output open.
/// </summary>
public sealed class CompilerServer : IAsyncLifetime
{
    private Process? _server;

    /// <summary>The name by which builds find the server, or null where they compile by themselves, as the first one that asks for its place.</summary>
    public static string? Id { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var folder = await DotnetCommand.RunAsync(PackedPackage.RepositoryRoot, "msbuild", "src/Lifecycle.Gen", "-getProperty:RoslynTargetsPath");
        var id = $"lifecycle-gen-{Guid.NewGuid():N}";
        var path = Path.Combine(folder.MustSucceed().Lines.Single(), "bincore", "VBCSCompiler.dll");
        _server = new Process { StartInfo = DotnetCommand.Prepare("dotnet", PackedPackage.RepositoryRoot, path, $"-pipename:{id}") };
        _server.Start();
        Id = id;
    }

    public async ValueTask DisposeAsync()
    {
        Id = null;
        if (_server is null)
            return;

        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }
}
