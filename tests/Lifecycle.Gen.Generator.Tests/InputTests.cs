namespace Lifecycle.Generator.Tests;

/// <summary>The inputs of workers: their order, which units share one, and what a worker says of them.</summary>
public sealed class InputTests
{
    private const string Two = """
        [Unit] public sealed partial class NAME(string connection, string[] hosts)
        {
            [OnStartup] private void Up() => Test.Log.Add($"database {connection} {string.Join("+", hosts)}");
        }
        [Unit] public sealed partial class Queue(string connection, string[] peers, IReadOnlyList<int> ports)
        {
            [OnStartup] private void Up() => Test.Log.Add($"queue {connection} {string.Join("+", peers)} {ports.Count}");
        }
        """;

    [Theory]
    [InlineData("Database")]
    [InlineData("SqlDatabase")]
    [InlineData("Zebra")]
    public void Renaming_a_unit_leaves_the_order_of_inputs_as_it_is(string name)
    {
        var text = GeneratorHarness.Run(Two.Replace("NAME", name, StringComparison.Ordinal) + """
            public static class Test { public static readonly List<string> Log = []; }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains(
            "public Server(string connection, string[] hosts, string[] peers, global::System.Collections.Generic.IReadOnlyList<int> ports, global::",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_gets_a_value_of_its_own_where_the_worker_says_so()
    {
        var log = await Execution.LogOf(Two.Replace("NAME", "Database", StringComparison.Ordinal) + """
            [Worker, Input<Queue>("connection", Name = "queueConnection"), Input<Queue>("peers", Name = "hosts")]
            public sealed partial class Server;
            [Worker]
            public sealed partial class Other;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    var options = new WorkerOptions { MaxConcurrency = 1 };
                    await using (var server = new Server(connection: "a", queueConnection: "b", hosts: ["c", "d"], ports: [1], options: options))
                        await server.StartAsync();
                    await using (var other = new Other(connection: "e", hosts: ["f"], peers: [], ports: [], options: options))
                        await other.StartAsync();
                }
            }
            """);
        Assert.Equal(["database a c+d", "queue b c+d 1", "database e f", "queue e  0"], log);
    }

    [Fact]
    public async Task An_owned_input_is_disposed_once_after_all_units_also_where_the_start_fails()
    {
        var library = CompiledLibrary("""
            namespace Lib;
            public sealed class Source(List<string> log) : System.IDisposable { public void Dispose() => log.Add("source"); }
            [Unit] public sealed partial class Database([OwnedByWorker] Source source, List<string> log, bool fails) : System.IDisposable
            {
                [OnStartup] private void Up() { if (fails) throw new System.IO.IOException(source.ToString()); }
                public void Dispose() => log.Add("database");
            }
            """);
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class Api(Lib.Source source, Lib.Database database) : System.IDisposable
            {
                public void Dispose() => Test.Log.Add("api " + (source is not null && database is not null));
            }
            [Worker] public sealed partial class Server;
            [Worker, Mixin<Api>] public sealed partial class Other;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server(source: new Lib.Source(Log), log: Log, fails: false)) await server.StartAsync();
                    Log.Add(".");
                    await using (var other = new Other(source: new Lib.Source(Log), log: Log, fails: true))
                    {
                        try { await other.StartAsync(); } catch (UnitStartException) { Log.Add("failed"); }
                    }
                    Log.Add(".");
                    await using (new Other(source: new Lib.Source(Log), log: Log, fails: true)) { }
                }
            }
            """, library);
        Assert.Equal(["api True", "database", "source", ".", "api True", "database", "failed", "source", ".", "source"], log);
    }

    private static CompiledLibrary CompiledLibrary(string source) => GeneratorHarness.CompileLibrary("Lib", source);
}
