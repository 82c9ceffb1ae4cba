using System.Runtime.CompilerServices;
using Lifecycle.Core.Units.Manifest;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Gen.Generator.Tests;

/// <summary>
/// A library that was built with an old version of the generator, under Stored: <c>Written.cs.txt</c> is what its author wrote,
/// <c>Format1.cs.txt</c> what the first version made of it. Every later version must run it as it is, against today's runtime.
/// </summary>
public class StoredLibraryTests
{
    [Fact]
    public async Task A_library_built_with_the_first_format_is_composed_and_runs()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class Mine(Stored.Api api, Stored.Asked? asked) : Stored.FileStore("mine")
            {
                [OnStartup] private void Up() => Stored.Journal.Log.Add($"up {api is not null} {asked is not null}");
            }
            [Worker, Mixin<Mine>, Mixin<Stored.Cache>, Mixin<Stored.Asked>, Bind<Stored.IStore, Stored.FileStore>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server(path: "/data", cached: false, options: new WorkerOptions { MaxConcurrency = 1 }))
                    {
                        await server.StartAsync();
                        await server.StartUnitAsync<Stored.Asked>();
                        await server.StopAsync();
                    }
                    Log.AddRange(Stored.Journal.Log);
                }
            }
            """, Library());
        Assert.Equal(["warm", "open True", "open True", "up True True", "/data3 True text", "asked", "close", "close"], log);
    }

    /// <summary>
    /// Until a version has been released with it, a format may still change: then write <c>Format1.cs.txt</c> anew from the failure's text. After that
    /// the number grows instead (CONTRIBUTING.md), and this test says the new one.
    /// </summary>
    [Fact]
    public void What_is_written_today_has_the_format_that_is_stored()
    {
        var run = GeneratorHarness.Run(new GeneratorInput { Assembly = "Stored", Files = { ["Written.cs"] = Stored("Written.cs.txt") } });
        Assert.Equal(1, AssemblyManifest.Format);
        Assert.Contains(run.Manifest.Split('\n', 2)[1].Trim(), Stored("Format1.cs.txt"), StringComparison.Ordinal);
    }

    private static CompiledLibrary Library()
    {
        var compilation = GeneratorHarness.Compile(new GeneratorInput { Assembly = "Stored", Files = { ["Written.cs"] = Stored("Written.cs.txt") } })
            .AddSyntaxTrees(GeneratorHarness.Parse("Format1.cs", Stored("Format1.cs.txt")));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return new CompiledLibrary("Stored", image.ToArray());
    }

    private static string Stored(string file, [CallerFilePath] string testFile = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "Stored", file)).ReplaceLineEndings("\n");
}
