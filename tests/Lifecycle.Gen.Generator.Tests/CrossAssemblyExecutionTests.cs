namespace Lifecycle.Generator.Tests;

/// <summary>An application over two libraries, run on the real engine.</summary>
public class CrossAssemblyExecutionTests
{
    [Fact]
    public async Task An_application_runs_the_units_of_two_libraries_as_its_own()
    {
        var inner = GeneratorHarness.CompileLibrary("Inner", """
            namespace Inner;
            public static class Journal { public static readonly List<string> Log = []; }
            [ExtensionPoint] public interface IFormat { string Name { get; } }
            public interface IStore { string Path { get; } }
            internal sealed class Helper { public string Use() => "helped"; }
            [Unit] public sealed partial class FileStore(string path) : IStore, System.IAsyncDisposable
            {
                private readonly Helper _helper = new();
                public string Path => path;
                [OnStartup] private async Task OpenAsync(CancellationToken token)
                {
                    await Task.Yield();
                    Journal.Log.Add($"open {path} {_helper.Use()} {token.CanBeCanceled}");
                }
                [OnShutdown] private void Close() => Journal.Log.Add("close");
                public ValueTask DisposeAsync() { Journal.Log.Add("disposed"); return default; }
            }
            [Unit] public partial class Base
            {
                [OnStartup] private void Up() => Journal.Log.Add("up base");
                [OnShutdown] private void Down() => Journal.Log.Add("down base");
            }
            [Extension(Priority = 1)] public sealed class Text : IFormat { public string Name => "text"; }
            """);
        var outer = GeneratorHarness.CompileLibrary("Outer", """
            namespace Outer;
            using Inner;
            [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Cache
            {
                private static bool IsWanted(bool withCache) => withCache;
                [OnStartup] private void Up() => Journal.Log.Add("up cache");
            }
            [Unit] public sealed partial class Api(IStore store, Cache? cache, IReadOnlyList<IFormat> formats)
            {
                [Lifespan] private async IAsyncEnumerable<int> ServeAsync()
                {
                    await Task.Yield();
                    var names = System.Linq.Enumerable.Select(formats, format => format.Name);
                    Journal.Log.Add($"serve {store.Path} {cache is not null} {string.Join("+", names)}");
                    yield return 1;
                    Journal.Log.Add("served");
                }
            }
            [Unit] public sealed partial class Json : IFormat { public string Name => "json"; }
            """, inner);
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class Mine(Outer.Api api) : Inner.Base
            {
                [OnStartup] private void Up() => Inner.Journal.Log.Add("up mine with " + api.GetType().Name);
            }
            [Extension(Priority = 5)] public sealed class Html : Inner.IFormat { public string Name => "html"; }
            [Worker, Mixin<Mine>, Mixin<Outer.Cache>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server(path: "/data", withCache: false, options: new WorkerOptions { MaxConcurrency = 1 }))
                    {
                        await server.StartAsync();
                        Log.Add(server.FileStore.Path);
                        await server.StopAsync();
                    }
                    Log.AddRange(Inner.Journal.Log);
                }
            }
            """, inner, outer);
        Assert.Equal(["/data", "open /data helped True", "serve /data False html+text+json", "up base", "up mine with Api", "down base", "served", "close",
            "disposed"], log);
    }
}
