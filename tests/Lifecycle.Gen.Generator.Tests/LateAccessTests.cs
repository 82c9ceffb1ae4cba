namespace Lifecycle.Generator.Tests;

/// <summary><c>Func&lt;T&gt;</c> and <c>Lazy&lt;T&gt;</c> of units, with and without an order: what is generated for them, run on the real engine.</summary>
public class LateAccessTests
{
    private const string Go = """

        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                try
                {
                    await server.StartAsync();
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
        """;

    [Theory]
    [InlineData("System.Func<Database> database", "database()")]
    [InlineData("System.Lazy<Database> database", "database.Value")]
    [InlineData("System.Func<IStore> database", "((Database)database())")]
    [InlineData("System.Func<Database>? database", "database!()")]
    [InlineData("System.Func<Database?> database", "database()!")]
    [InlineData("System.Lazy<Database?> database", "database.Value!")]
    public async Task Late_access_orders_the_units_and_gives_the_unit_while_it_is_up(string parameter, string access) => Assert.Equal(
        ["up Database", "up Api with up", "down Api with up", "down Database", "Server;└─ Api;   └─ Database"],
        await Execution.LogOf($$"""
            public interface IStore;
            [Worker, Mixin<Api>, Mixin<Database>] public sealed partial class Server;
            [Unit] public sealed partial class Api({{parameter}})
            {
                [OnStartup] private void Up() => Test.Log.Add("up Api with " + {{access}}.State);
                [OnShutdown] private void Down() => Test.Log.Add("down Api with " + {{access}}.State);
            }
            [Unit] public sealed partial class Database : IStore
            {
                public string State { get; private set; } = "new";
                [OnStartup] private void Up() { Test.Log.Add("up Database"); State = "up"; }
                [OnShutdown] private void Down() { Test.Log.Add("down Database"); State = "down"; }
            }
            """ + Go));

    [Theory]
    [InlineData("[PreStartup]", "is Created")]
    [InlineData("[OnInit]", "is Created")]
    public async Task Access_before_the_unit_is_up_says_who_asked_for_what_and_when_to_ask(string phase, string state)
    {
        var log = await Execution.LogOf($$"""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Api(System.Func<Database> database)
            {
                {{phase}} private void Early() => database();
            }
            [Unit] public sealed partial class Database;
            """ + Go);
        Assert.Contains(
            $"UnitStateException: Api of Server asked for Database, which is not up: it {state}. "
            + "Ask for it in [OnStartup] or later, and not after [OnShutdown].",
            log);
    }

    [Fact]
    public async Task A_lazy_that_was_asked_too_early_asks_again() => Assert.Equal(
        ["not up", "True", "Server;└─ Api;   └─ Database"],
        await Execution.LogOf("""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Api(System.Lazy<Database> database)
            {
                [PreStartup] private void Early()
                {
                    try { _ = database.Value; }
                    catch (UnitStateException) { Test.Log.Add("not up"); }
                }
                [OnStartup] private void Up() => Test.Log.Add((database.Value is not null).ToString());
            }
            [Unit] public sealed partial class Database;
            """ + Go));

    [Fact]
    public async Task Without_an_order_units_may_know_each_other_in_a_circle() => Assert.Equal(
        ["up Database", "up Api", "ready Database True", "drain Database True", "Server;└─ Api;   └─ Database"],
        await Execution.LogOf("""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Database([Unordered] System.Func<Api> api)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Database");
                [OnReady] private void Ready() => Test.Log.Add("ready Database " + (api() is not null));
                [OnDrain] private void Drain() => Test.Log.Add("drain Database " + (api() is not null));
            }
            [Unit] public sealed partial class Api(Database database)
            {
                [OnStartup] private void Up() { _ = database; Test.Log.Add("up Api"); }
            }
            """ + Go));

    [Fact]
    public async Task Without_an_order_the_exception_says_so()
    {
        var log = await Execution.LogOf("""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Database([Unordered] System.Func<Api> api)
            {
                [OnStartup] private void Up() => api();
            }
            [Unit] public sealed partial class Api(Database database) { public Database Database => database; }
            """ + Go);
        Assert.Contains(
            "UnitStateException: Database of Server asked for Api, which is not up: it is Created. No order is between the two ([Unordered]): ask for it in "
            + "[OnReady] or later, and not after [OnDrain].",
            log);
    }

    [Theory]
    [InlineData("System.Func<Database>? database", "database is null", "False", "True")]
    [InlineData("System.Func<Database?> database", "database() is null", "False", "True")]
    [InlineData("System.Lazy<Database?> database", "database.Value is null", "False", "True")]
    public async Task A_unit_that_is_disabled_is_nothing(string parameter, string isNothing, string enabled, string disabled)
    {
        foreach (var (wanted, expected) in new[] { ("true", enabled), ("false", disabled) })
        {
            Assert.Equal(expected, (await Execution.LogOf($$"""
                [Worker] public sealed partial class Server;
                [Unit] public sealed partial class Api({{parameter}})
                {
                    [OnStartup] private void Up() => Test.Log.Add(({{isNothing}}).ToString());
                }
                [Unit(EnabledBy = nameof(Wanted))] public sealed partial class Database { private static bool Wanted() => {{wanted}}; }
                """ + Go))[0]);
        }
    }

    [Theory]
    [InlineData("System.Func<Database?> database", "database() is null")]
    [InlineData("System.Lazy<Database?> database", "database.Value is null")]
    [InlineData("System.Func<Database>? database", "database is null")]
    public async Task A_unit_that_the_worker_has_not_is_nothing(string parameter, string isNothing) => Assert.Equal("True", (await Execution.LogOf($$"""
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Unit] public sealed partial class Api({{parameter}})
        {
            [OnStartup] private void Up() => Test.Log.Add(({{isNothing}}).ToString());
        }
        [Unit] public sealed partial class Database;
        """ + Go))[0]);

    [Fact]
    public async Task An_extension_that_is_no_unit_is_given_too() => Assert.Equal("csv", (await Execution.LogOf("""
        [ExtensionPoint] public interface IFormat { string Name { get; } }
        [Extension] public sealed class Csv : IFormat { public string Name => "csv"; }
        [Worker] public sealed partial class Server;
        [Unit] public sealed partial class Api(System.Func<Csv> format)
        {
            [OnStartup] private void Up() => Test.Log.Add(format().Name);
        }
        """ + Go))[0]);

    [Fact]
    public void What_no_unit_provides_is_an_input_as_it_is() => Assert.Contains(
        "new global::Api(_make, _later)",
        GeneratorHarness.Run("""
            public sealed class Item;
            [Unit] public sealed partial class Api(System.Func<Item> make, System.Lazy<Item> later) { public object All => (make, later); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker"), StringComparison.Ordinal);

    [Fact]
    public async Task A_unit_of_a_library_takes_late_access_too()
    {
        var library = GeneratorHarness.CompileLibrary("Storage", """
            namespace Storage;
            [Unit] public sealed partial class Store([Unordered] System.Func<Index> index, System.Lazy<Clock?> clock)
            {
                [OnReady] private void Ready() => index().Log(clock.Value is null);
            }
            [Unit] public sealed partial class Clock;
            [Unit] public partial class Index(Store store) { public Store Store => store; public virtual void Log(bool hasNoClock) { } }
            """);
        Assert.Equal("ready, no clock: True", (await Execution.LogOf("""
            [Worker, Mixin<Logged>] public sealed partial class Server;
            [Unit] public sealed partial class Logged(Storage.Store store) : Storage.Index(store)
            {
                public override void Log(bool hasNoClock) => Test.Log.Add("ready, no clock: " + hasNoClock);
            }
            """ + Go, library))[0]);
    }

    [Fact]
    public async Task An_attached_unit_starts_after_what_it_takes_later_and_not_after_what_it_takes_without_an_order() => Assert.Equal(
        ["needs Store: True", "needs Mailer: False"],
        await Execution.LogOf("""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Store;
            [Unit] public sealed partial class Mailer;
            [Unit(AutoInclude = false)] public sealed partial class Export(System.Func<Store> store, [Unordered] System.Func<Mailer> mailer)
            {
                public object All => (store, mailer);
            }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    Lifecycle.Runtime.IUnit export = new Export(() => server.Store, () => server.Mailer);
                    Log.Add("needs Store: " + export.Needs(server.Store));
                    Log.Add("needs Mailer: " + export.Needs(server.Mailer));
                }
            }
            """));
}
