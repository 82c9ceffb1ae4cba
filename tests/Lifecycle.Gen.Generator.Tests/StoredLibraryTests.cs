using System.Runtime.CompilerServices;
using Lifecycle.Core.Manifest;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator.Tests;

/// <summary>
/// A library that was built with an old version, under Stored: <c>Written.cs.txt</c> is what its author wrote, <c>Format1.cs.txt</c> what the first
/// version of the generator made of it, and <c>Format1.dll</c> is both compiled against the first runtime. Every later version must run that assembly as it is.
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
    /// Until a version has been released with it, a format may still change, and what generated code calls too: then two runs with
    /// <c>LIFECYCLE_WRITE_STORED=1</c> write the manifest in <c>Format1.cs.txt</c> and then <c>Format1.dll</c> anew. After that the number grows
    /// instead (CONTRIBUTING.md), this test says the new one,
    /// and both files stay as they are.
    /// </summary>
    [Fact]
    public void What_is_written_today_has_the_format_that_is_stored()
    {
        var run = GeneratorHarness.Run(new GeneratorInput { Assembly = "Stored", Files = { ["Written.cs"] = Stored("Written.cs.txt") } });
        var manifest = run.Manifest.Split('\n', 2)[1].Trim();
        if (WritesStored)
            File.WriteAllText(PathOf("Format1.cs.txt"),
                $"{Stored("Format1.cs.txt").Split('\n')[0]}\n{manifest}\n{Stored("Format1.cs.txt").Split("\")]\n", 2)[1]}");
        Assert.Equal(1, AssemblyManifest.Format);
        Assert.Contains(manifest, Stored("Format1.cs.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stored_assembly_is_made_of_the_stored_text()
    {
        if (WritesStored)
            File.WriteAllBytes(PathOf("Format1.dll"), Compile());
        var manifest = Stored("Format1.cs.txt").Split("LifecycleManifest(1, @\"")[1].Split("\")]")[0];
        Assert.True(Library().Image.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(manifest)) >= 0,
            "Format1.dll has another manifest than Format1.cs.txt says.");
    }

    private static bool WritesStored => Environment.GetEnvironmentVariable("LIFECYCLE_WRITE_STORED") == "1";

    private static CompiledLibrary Library() => new("Stored", File.ReadAllBytes(PathOf("Format1.dll")));

    private static byte[] Compile()
    {
        var compilation = GeneratorHarness.Compile(new GeneratorInput { Assembly = "Stored", Files = { ["Written.cs"] = Stored("Written.cs.txt") } })
            .AddSyntaxTrees(GeneratorHarness.Parse("Format1.cs", Stored("Format1.cs.txt")));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return image.ToArray();
    }

    private static string Stored(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    private static string PathOf(string file, [CallerFilePath] string testFile = "") => Path.Combine(Path.GetDirectoryName(testFile)!, "Stored", file);
}
