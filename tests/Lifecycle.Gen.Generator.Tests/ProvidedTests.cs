namespace Lifecycle.Generator.Tests;

/// <summary>Values of members with <c>[Provides]</c>: what is generated for them, run on the real engine.</summary>
public class ProvidedTests
{
    private const string Pool = """
        public interface IPool { string Name { get; } }
        public sealed class Pool(string name) : IPool, System.IDisposable
        {
            public string Name => name;
            public void Dispose() => Test.Log.Add("disposed " + name);
        }

        """;

    private const string Go = """

        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using (var server = new Server(new WorkerOptions { MaxConcurrency = 1 }))
                {
                    try
                    {
                        await server.StartAsync();
                        await server.ReloadAsync();
                        await server.StopAsync();
                    }
                    catch (LifecycleException e)
                    {
                        for (System.Exception? at = e; at is not null; at = at.InnerException)
                            Log.Add($"{at.GetType().Name}: {at.Message}");
                    }
                    Log.Add(server.Plan.ToTree().Replace('\n', ';'));
                }
            }
        }
        """;

    private static string Api(string parameters, string use) => $$"""
        [Worker] public sealed partial class Server;
        [Unit] public sealed partial class Api({{parameters}}) : System.IDisposable
        {
            [OnStartup] private void Up() => Test.Log.Add("up Api with " + {{use}});
            public void Dispose() => Test.Log.Add("disposed Api");
        }
        """;

    [Theory]
    [InlineData("Pool pool", "pool.Name")]
    [InlineData("IPool pool", "pool.Name")]
    [InlineData("System.Func<IPool> pool", "pool().Name")]
    [InlineData("System.Lazy<Pool> pool", "pool.Value.Name")]
    [InlineData("IReadOnlyList<IPool> pools", "pools[0].Name")]
    public async Task R_PROV_1_a_property_of_a_unit_is_read_once_and_stays_the_units(string parameter, string use) => Assert.Equal(
        [
            "read", "up Database", "up Api with p1", "down Database", "up Database", "up Api with p1", "down Database",
            "Server;└─ Api;   └─ Database.Pool;      └─ Database", "disposed Api",
        ],
        await Execution.LogOf(Pool + Api(parameter, use) + """
            [Unit] public sealed partial class Database
            {
                private int _reads;
                [Provides] public Pool Pool { get { Test.Log.Add("read"); return new Pool("p" + ++_reads); } }
                [OnStartup] private void Up() => Test.Log.Add("up Database");
                [OnShutdown] private void Down() => Test.Log.Add("down Database");
            }
            """ + Go));

    [Fact]
    public async Task R_PROV_1_what_a_static_method_makes_is_disposed_by_the_worker_in_its_turn() => Assert.Equal(
        ["up Api with pool of Database", "up Api with pool of Database", "Server;└─ Api;   └─ Pools.Make;      └─ Database", "disposed Api",
            "disposed pool of Database", "disposed Database"],
        await Execution.LogOf(Pool + Api("Pool pool", "pool.Name") + """
            static class Pools { [Provides] internal static Pool Make(Database database) => new("pool of " + database.Name); }
            [Unit] public sealed partial class Database : System.IDisposable
            {
                public string Name => "Database";
                public void Dispose() => Test.Log.Add("disposed Database");
            }
            """ + Go));

    [Fact]
    public async Task A_method_takes_inputs_and_a_worker_may_provide_too() => Assert.Contains(
        "up Api with main 4",
        await Execution.LogOf(Pool + """
            [Worker] public sealed partial class Server { [Provides] internal IPool Make(string name = "main", int size = 4) => new Pool($"{name} {size}"); }
            [Worker] public sealed partial class Other;
            [Unit] public sealed partial class Api(IPool pool)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Api with " + pool.Name);
            }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await using var other = new Other(new Pool("input"));
                    await other.StartAsync();
                }
            }
            """));

    [Fact]
    public async Task R_PROV_2_what_a_startup_makes_is_read_at_each_access() => Assert.Equal(
        ["up Api with 1", "up Api with 2", "Server;└─ Api;   └─ Database.Pool;      └─ Database", "disposed Api"],
        await Execution.LogOf(Pool + Api("System.Func<IPool> pool", "pool().Name") + """
            [Unit] public sealed partial class Database
            {
                private int _starts;
                [Provides] public Pool? Pool { get; private set; }
                [OnStartup] private void Up() => Pool = new Pool((++_starts).ToString());
            }
            """ + Go));

    [Fact]
    public async Task What_no_startup_has_made_is_an_exception_that_says_so()
    {
        var log = await Execution.LogOf(Pool + Api("System.Func<IPool> pool", "pool().Name") + """
            [Unit] public sealed partial class Database { [Provides] public Pool? Pool { get; private set; } public void Set() => Pool = null; }
            """ + Go);
        Assert.Contains("UnitStateException: Api of Server asked for Database.Pool, which is null: no [OnStartup] hook of its unit has set it.", log);
    }

    [Theory]
    [InlineData("Task<Pool>", "Task.FromResult(new Pool(\"p\" + ++s_made))")]
    [InlineData("ValueTask<IPool>", "new(new Pool(\"p\" + ++s_made))")]
    public async Task R_PROV_2_what_takes_its_time_is_made_in_each_start_and_disposed_in_the_stop(string type, string made) => Assert.Equal(
        ["up Database", "make for Database", "up Api with p1", "disposed p1", "down Database", "up Database", "make for Database", "up Api with p2",
            "disposed p2", "down Database", "Server;└─ Api;   └─ Pools.MakeAsync;      └─ Database", "disposed Api"],
        await Execution.LogOf(Pool + Api("System.Func<IPool> pool", "pool().Name") + $$"""
            static class Pools
            {
                private static int s_made;
                [Provides] internal static {{type}} MakeAsync(Database database, CancellationToken token)
                {
                    Test.Log.Add($"make for {database.Name}");
                    return {{made}};
                }
            }
            [Unit] public sealed partial class Database
            {
                public string Name => "Database";
                [OnStartup] private void Up() => Test.Log.Add("up Database");
                [OnShutdown] private void Down() => Test.Log.Add("down Database");
            }
            """ + Go));

    [Fact]
    public async Task What_is_made_in_the_start_may_take_what_the_start_makes() => Assert.Contains(
        "up Api with of p1",
        await Execution.LogOf(Pool + Api("System.Func<Pool> pool", "pool().Name") + """
            static class Pools { [Provides] internal static Task<Pool> MakeAsync(IBase other) => Task.FromResult(new Pool("of " + other.Name)); }
            public interface IBase { string Name { get; } }
            sealed class Base : IBase { public string Name => "p1"; }
            [Unit] public sealed partial class Database
            {
                [Provides(AtStartup = true)] internal IBase Base => _base!;
                private Base? _base;
                [OnStartup] private void Up() => _base = new Base();
            }
            """ + Go));

    [Fact]
    public async Task A_null_at_the_construction_fails_the_start_and_says_what_to_write()
    {
        var log = await Execution.LogOf(Pool + Api("Pool pool", "pool.Name") + """
            [Unit] public sealed partial class Database { [Provides] public Pool Pool => null!; }
            """ + Go);
        Assert.Contains(
            "InvalidOperationException: Database.Pool is null. If an [OnStartup] hook makes it, write [Provides(AtStartup = true)] and take it as Func<T>.",
            log);
    }

    [Fact]
    public void What_no_unit_takes_is_not_in_the_worker() => Assert.DoesNotContain(
        "Provided",
        GeneratorHarness.Run("""
            public sealed class Pool;
            static class Pools { [Provides] internal static Pool Make() => new(); }
            [Unit] public sealed partial class Database { [Provides] public Pool Pool { get; } = new(); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Pool? pool", "(pool is null)", "True")]
    [InlineData("Pool pool", "pool.Name", "bound")]
    public async Task Optional_and_bound(string parameter, string use, string expected)
    {
        var worker = expected == "bound" ? "Mixin<Api>, Bind<IPool, Pool>" : "Mixin<Api>";
        Assert.Equal("up Api with " + expected, (await Execution.LogOf(Pool
            + Api(parameter.Replace("Pool pool", expected == "bound" ? "IPool pool" : "Pool pool", StringComparison.Ordinal), use)
                .Replace("[Worker]", $"[Worker, {worker}]", StringComparison.Ordinal)
            + """
            [Unit] public sealed partial class Database { [Provides] public Pool Pool { get; } = new("bound"); }
            [Unit] public sealed partial class Fake : IPool { public string Name => "fake"; }
            """ + Go))[0]);
    }

    [Fact]
    public async Task A_library_provides_too()
    {
        var library = GeneratorHarness.CompileLibrary("Storage", """
            namespace Storage;
            public sealed class Pool(string name) : System.IDisposable { public string Name => name; public void Dispose() { } }
            public sealed class Clock;
            [Unit] public sealed partial class Database
            {
                [Provides] public Pool Main { get; } = new("main");
                [Provides] public Clock? Clock { get; private set; }
                [OnStartup] private void Up() => Clock = new Clock();
            }
            public sealed class Index(string name) { public string Name => name; }
            public static class Indexes { [Provides] public static Task<Index> MakeAsync(Pool pool) => Task.FromResult(new Index(pool.Name)); }
            """);
        Assert.Equal(["up Api with main True main", "up Api with main True main",
            "Server;└─ Api;   ├─ Storage.Database.Clock;   │  └─ Storage.Database;"
            + "   ├─ Storage.Database.Main;   │  └─ Storage.Database;"
            + "   └─ Storage.Indexes.MakeAsync;      └─ Storage.Database.Main (*)", "disposed Api"],
            await Execution.LogOf(
                Api("Storage.Pool pool, System.Func<Storage.Clock> clock, System.Func<Storage.Index> index",
                    "$\"{pool.Name} {clock() is not null} {index().Name}\"") + Go, library));
    }

    [Fact]
    public void A_unit_that_takes_what_it_provides_itself_is_a_circle() => Assert.Contains(
        "LCG1001",
        GeneratorHarness.Run("""
            public sealed class Pool;
            [Unit] public sealed partial class Database(Pool pool) { [Provides] public Pool Pool { get; } = new(); public Pool Other => pool; }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker"), StringComparison.Ordinal);
}
