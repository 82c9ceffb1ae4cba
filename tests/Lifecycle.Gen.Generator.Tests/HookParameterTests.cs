namespace Lifecycle.Generator.Tests;

/// <summary>Units and values of <c>[Provides]</c> that hooks take as parameters, run on the real engine.</summary>
public class HookParameterTests
{
    private const string Database = """
        public interface IPool { string Name { get; } }
        public sealed class Pool(string name) : IPool { public string Name => name; }
        [Unit] public sealed partial class Database
        {
            private int _starts;
            [Provides] public Pool? Pool { get; private set; }
            [OnStartup] private void Open() { Pool = new Pool("p" + ++_starts); Test.Log.Add("up Database"); }
            [OnShutdown] private void Close() { Pool = null; Test.Log.Add("down Database"); }
        }

        """;

    private const string Go = """

        [Worker] public sealed partial class Server;
        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                try
                {
                    await server.StartAsync();
                    await server.ReloadAsync();
                    await server.StopAsync();
                }
                catch (LifecycleException e)
                {
                    Log.Add(e.InnerException!.Message);
                }
            }
        }
        """;

    [Theory]
    [InlineData("[OnStartup]")]
    [InlineData("[OnReady]")]
    [InlineData("[OnDrain]")]
    [InlineData("[OnShutdown]")]
    public async Task R_PROV_3_a_hook_takes_what_the_start_makes(string phase)
    {
        var log = await Execution.LogOf(Database + $$"""
            [Unit] public sealed partial class Api
            {
                {{phase}} private async Task Use(Pool pool, IPool same, Database database, IWorkerContext context, CancellationToken token)
                {
                    await Task.Yield();
                    var isSame = ReferenceEquals(pool, same) && ReferenceEquals(database.Pool, pool);
                    Test.Log.Add($"{context.UnitId} {pool.Name} {isSame} {token.IsCancellationRequested}");
                }
            }
            """ + Go);
        Assert.Equal(["Api p1 True False", "Api p2 True False"], log.Where(line => line.StartsWith("Api", StringComparison.Ordinal)));
        Assert.Equal(6, log.Count);
        Assert.Equal("down Database", log[^1]);
    }

    [Fact]
    public async Task A_lifespan_and_a_phase_of_ones_own_take_it_too() => Assert.Equal(
        ["up Database", "begin p1", "warm p1", "end p1", "down Database", "up Database", "begin p2", "warm p2", "end p2", "down Database"],
        await Execution.LogOf(Database + """
            [Phase(After = typeof(OnStartupAttribute))] public sealed class WarmupAttribute : PhaseAttribute;
            [Unit] public sealed partial class Api
            {
                [Lifespan] private async IAsyncEnumerable<int> Live(Pool pool)
                {
                    Test.Log.Add("begin " + pool.Name);
                    await Task.Yield();
                    yield return 0;
                    Test.Log.Add("end " + pool.Name);
                }
                [Warmup] private void Warm(IPool pool) => Test.Log.Add("warm " + pool.Name);
            }
            """ + Go));

    [Fact]
    public async Task What_a_static_method_makes_is_awaited_before_the_hook() => Assert.Contains(
        "up Api with p1 of static",
        await Execution.LogOf(Database + """
            public sealed record Session(string Name);
            static class Sessions
            {
                [Provides] internal static async Task<Session> OpenAsync(Pool pool) { await Task.Yield(); return new(pool.Name + " of static"); }
            }
            [Unit] internal sealed partial class Api { [OnStartup] private void Up(Session session) => Test.Log.Add("up Api with " + session.Name); }
            """ + Go));

    [Fact]
    public async Task Optional_ones_are_null_where_the_worker_has_none() => Assert.Equal(
        ["up Api True True", "up Api True True"],
        await Execution.LogOf("""
            public sealed class Pool;
            [Unit(EnabledBy = nameof(Never))] public sealed partial class Other { private static bool Never() => false; }
            [Unit(AutoInclude = false)] public sealed partial class Api { [OnStartup] private void Up(Pool? pool, Other? other) =>
                Test.Log.Add($"up Api {pool is null} {other is null}"); }
            """ + Go.Replace("[Worker]", "[Worker, Mixin<Api>, Mixin<Other>]", StringComparison.Ordinal)));

    [Fact]
    public async Task A_unit_without_a_plan_finds_what_it_waits_for() => Assert.Equal(
        ["up Database", "up Shard p1 True", "down Shard p1", "down Database"],
        await Execution.LogOf(Database + """
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Reader(System.Func<Pool> pool) { public object Pool => pool; }
            [Unit(AutoInclude = false)] public sealed partial class Missing;
            [Unit(AutoInclude = false)] public sealed partial class Shard
            {
                [OnStartup] private void Up(IPool pool, Missing? none) => Test.Log.Add($"up Shard {pool.Name} {none is null}");
                [OnShutdown] private void Down(IPool pool) => Test.Log.Add("down Shard " + pool.Name);
            }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await server.AttachAsync(new Shard());
                    await server.StopAsync();
                }
            }
            """));

    [Fact]
    public async Task An_attached_unit_whose_worker_does_not_have_it_says_so() => Assert.Contains(
        "A hook of Shard takes Missing, which no unit of Server is or provides. Write '?' behind the type, or attach it to another worker.",
        await Execution.LogOf(Database + """
            [Worker, Mixin<Database>] public sealed partial class Server;
            [Unit(AutoInclude = false)] public sealed partial class Missing;
            [Unit(AutoInclude = false)] public sealed partial class Shard { [OnStartup] private void Up(Missing missing) => Test.Log.Add(missing.ToString()!); }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    try { await server.AttachAsync(new Shard()); }
                    catch (LifecycleException e) { Log.Add(e.InnerException!.Message); }
                }
            }
            """));

    [Fact]
    public async Task Hooks_of_base_classes_keep_their_numbers() => Assert.Equal(
        ["up Database", "plain p1", "base p1 Database", "own Clock p1", "ready Clock", "down Database"],
        (await Execution.LogOf(Database + """
            [Unit] public sealed partial class Clock;
            public abstract class Plain { [OnStartup] protected void Begin(Pool pool) => Test.Log.Add("plain " + pool.Name); }
            [Unit(AutoInclude = false)] public partial class Base : Plain
            {
                [OnStartup] private void Up(IPool pool, Database database) => Test.Log.Add($"base {pool.Name} {database.GetType().Name}");
            }
            [Unit] public sealed partial class Api : Base
            {
                [OnReady] private void Ready(Clock clock) => Test.Log.Add("ready " + clock.GetType().Name);
                [OnStartup] private void Up(Clock clock, Pool pool) => Test.Log.Add($"own {clock.GetType().Name} {pool.Name}");
            }
            """ + Go)).Take(6));

    [Fact]
    public async Task A_base_class_of_a_library_and_its_hooks_too()
    {
        var library = GeneratorHarness.CompileLibrary("Storage", """
            namespace Storage;
            public sealed class Pool(string name) { public string Name => name; }
            [Unit] public sealed partial class Database
            {
                [Provides] public Pool? Pool { get; private set; }
                [OnStartup] private void Open() => Pool = new Pool("main");
            }
            [Unit(AutoInclude = false)] public partial class Base(System.Collections.Generic.List<string> log)
            {
                protected System.Collections.Generic.List<string> Log => log;
                [OnStartup] private void Up(Pool pool) => log.Add("base " + pool.Name);
            }
            """);
        Assert.Equal(["base main", "own main Database"], (await Execution.LogOf("""
            [Unit] public sealed partial class Api(List<string> log) : Storage.Base(log)
            {
                [OnStartup] private void Use(Storage.Pool pool, Storage.Database database) => Log.Add($"own {pool.Name} {database.GetType().Name}");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(Log);
                    await server.StartAsync();
                }
            }
            """, library)).Take(2));
    }

    [Fact]
    public async Task A_closed_type_of_a_generic_unit_and_each_instance_take_their_own() => Assert.Equal(
        ["orders of orders", "payments of payments", "Row with Source`1[Row]"],
        (await Execution.LogOf("""
            public sealed class Row;
            public interface ISource<T> where T : class;
            [Unit] public sealed partial class Source<T> : ISource<T> where T : class;
            [Unit] public sealed partial class Table<T>
                where T : class
            {
                [OnReady] private void Up(ISource<T> source) => Test.Log.Add($"{typeof(T)} with {source.GetType()}");
            }
            [Unit] public sealed partial class Reader(Table<Row> table) { public object Table => table; }
            public sealed record Link(string Topic);
            [Unit] public sealed partial class Consumer(string topic)
            {
                [Provides] public Link? Link { get; private set; }
                [OnStartup] private void Up() => Link = new Link(topic);
            }
            [Unit] public sealed partial class Printer([Instance("orders")] Consumer first)
            {
                public object First => first;
                [OnStartup] private void Up([Instance("orders")] Link link, [Instance("payments")] Link other)
                {
                    Test.Log.Add("orders of " + link.Topic);
                    Test.Log.Add("payments of " + other.Topic);
                }
            }
            [Worker, Instance<Consumer>("orders"), Instance<Consumer>("payments")] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(ordersTopic: "orders", paymentsTopic: "payments");
                    await server.StartAsync();
                }
            }
            """)));

    [Fact]
    public void What_takes_nothing_has_nothing_of_it()
    {
        var run = GeneratorHarness.Run("""
            [Unit] public sealed partial class Database { [OnStartup] private void Open(CancellationToken token) { } }
            [Worker] public sealed partial class Server;
            """);
        Assert.DoesNotContain("Take", run.File("Server.Worker") + run.File("Database.Unit"), StringComparison.Ordinal);
    }
}
