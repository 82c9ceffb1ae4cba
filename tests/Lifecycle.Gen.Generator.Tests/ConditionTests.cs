namespace Lifecycle.Generator.Tests;

/// <summary>Units with a condition: what is generated for them, run on the real engine.</summary>
public class ConditionTests
{
    private const string Units = """
        public interface IPart;
        [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Cache : IPart
        {
            public Cache() => Test.Log.Add("made Cache");
            private static bool IsWanted(bool useCache) { Test.Log.Add("asked " + useCache); return useCache; }
            [OnInit] private void Init() => Test.Log.Add("init Cache");
            [OnStartup] private void Up() => Test.Log.Add("up Cache");
            [OnShutdown] private void Down() => Test.Log.Add("down Cache");
            [OnExit] private void Exit() => Test.Log.Add("exit Cache");
        }
        [Unit] public sealed partial class Always : IPart;
        [Unit, DependsOn<Cache>] public sealed partial class Api(Cache? cache, IPart[] parts)
        {
            [OnStartup] private void Up() => Test.Log.Add($"up Api with {cache?.GetType().Name ?? "nothing"} of {parts.Length}");
            [OnShutdown] private void Down() => Test.Log.Add("down Api");
        }

        """;

    [Fact]
    public async Task A_disabled_unit_is_never_made_and_its_dependents_do_without()
    {
        var log = await Execution.LogOf(Units + """
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(useCache: false);
                    Log.Add(server.Units[1].ToString());
                    await server.StartAsync();
                    Log.Add(server.Units[1].ToString() + server.Units[1].CreatedAt);
                    Log.Add((server.Cache is null).ToString());
                    await server.ReloadAsync();
                    await server.StopAsync();
                    await server.StartAsync();
                    Log.Add(server.Units[1].ToString());
                }
            }
            """);
        Assert.Equal(
            [
                "Cache: Created", "asked False", "up Api with nothing of 1", "Cache: Disabled", "True",
                "down Api", "up Api with nothing of 1", "down Api", "up Api with nothing of 1", "Cache: Disabled", "down Api",
            ],
            log);
    }

    [Fact]
    public async Task P4_a_disabled_unit_cannot_be_started_and_the_exception_says_why()
    {
        var log = await Execution.LogOf(Units + """
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(useCache: false);
                    await server.StartAsync();
                    try { await server.StartUnitAsync<Cache>(); }
                    catch (UnitStateException e) { Log.Add(e.Message); }
                    try { await server.StopUnitAsync<Cache>(); }
                    catch (UnitStateException e) { Log.Add(e.Message); }
                    await server.StopUnitAsync<IPart>();
                    Log.Add(string.Join(", ", server.Units));
                }
            }
            """);
        const string Why = "Cache of Server is disabled: its condition IsWanted said no when the units were made.";
        Assert.Equal(["asked False", "up Api with nothing of 1", Why, Why, "down Api", "Always: Stopped, Cache: Disabled, Api: Stopped"], log);
    }

    [Fact]
    public async Task A_disabled_unit_is_told_to_the_log_once()
    {
        var log = await Execution.LogOf(Units + """
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(useCache: false, new WorkerOptions { LoggerFactory = new Spies() });
                    await server.StartAsync();
                    await server.ReloadAsync();
                }

                private sealed class Spies : Microsoft.Extensions.Logging.ILoggerFactory, Microsoft.Extensions.Logging.ILogger
                {
                    public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => this;
                    public void AddProvider(Microsoft.Extensions.Logging.ILoggerProvider provider) { }
                    public void Dispose() { }
                    public System.IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
                    public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;
                    public void Log<TState>(
                        Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state,
                        System.Exception? exception, System.Func<TState, System.Exception?, string> formatter)
                    {
                        if (eventId.Id == 12)
                            Test.Log.Add($"{eventId.Id} {formatter(state, exception)}");
                    }
                }
            }
            """);
        Assert.Equal(["12 Cache is disabled: IsWanted said no"], log.Where(line => line.StartsWith("12", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task R_BG_3_dependents_that_are_disabled_stay_out_of_a_restart_and_conditions_outlive_an_attached_unit()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class Feed
            {
                private int _runs;
                [OnStartup] private void Up() => Test.Log.Add("up Feed");
                [Background(OnFailure = FailurePolicy.RestartDependents)] private Task Follow(CancellationToken stopping)
                    => _runs++ == 0 ? Test.Break.Task : Test.Again(stopping);
                [OnShutdown] private void Down() => Test.Log.Add("down Feed");
            }
            [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Cache(Feed feed)
            {
                private static bool IsWanted(bool useCache) => useCache;
                [OnStartup] private void Up() => Test.Log.Add("up Cache " + feed);
            }
            [Unit(AutoInclude = false)] public sealed partial class Late(Feed feed)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Late " + feed);
                [OnShutdown] private void Down() => Test.Log.Add("down Late");
            }
            [Unit] public sealed partial class Api(Cache? cache)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Api " + (cache is null));
                [OnShutdown] private void Down() => Test.Log.Add("down Api");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static readonly TaskCompletionSource Break = new(), Restarted = new();
                public static async Task Again(CancellationToken stopping) { Restarted.SetResult(); await Task.Delay(-1, stopping); }
                public static async Task GoAsync()
                {
                    await using var server = new Server(useCache: false, new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    await server.AttachAsync(new Late(server.Feed));
                    Break.SetException(new System.FormatException());
                    await Restarted.Task;
                    try { await server.StartUnitAsync<Cache>(); }
                    catch (UnitStateException e) { Log.Add(e.Message); }
                    Log.Add(string.Join(", ", server.Units));
                }
            }
            """);
        // Api has no cache, so nothing of Feed either: it stays up.
        Assert.Equal(
            [
                "up Feed", "up Api True", "up Late Feed", "down Late", "down Feed", "up Feed", "up Late Feed",
                "Cache of Server is disabled: its condition IsWanted said no when the units were made.",
                "Feed: Started, Cache: Disabled, Api: Started, Late: Started", "down Late", "down Api", "down Feed",
            ],
            log);
    }

    [Fact]
    public async Task An_enabled_unit_is_a_unit_like_any_other()
    {
        var log = await Execution.LogOf(Units + """
            [Worker, Mixin<Api>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(useCache: true);
                    await server.StartAsync();
                    Log.Add(server.Cache!.ToString()!);
                }
            }
            """);
        Assert.Equal(["asked True", "made Cache", "init Cache", "up Cache", "up Api with Cache of 2", "Cache", "down Api", "down Cache", "exit Cache"], log);
    }

    [Fact]
    public async Task A_condition_holds_through_a_binding_and_may_take_several_inputs_and_services()
    {
        var log = await Execution.LogOf("""
            public interface IStore;
            public sealed record Settings(string Path);
            [Unit(EnabledBy = "Has")] public sealed partial class FileStore(Settings settings) : IStore
            {
                public string Path => settings.Path;
                private static bool Has(Settings settings, string? mode, int size = 3, System.TimeProvider? clock = null)
                {
                    Test.Log.Add($"{settings.Path} {mode ?? "none"} {size} {clock == System.TimeProvider.System}");
                    return false;
                }
            }
            [Unit] public sealed partial class SqlStore : IStore;
            [Unit] public sealed partial class Api(IStore? store) { [OnStartup] private void Up() => Test.Log.Add("with " + (store?.ToString() ?? "nothing")); }
            [Worker, Bind<IStore, FileStore>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync() { await using var server = new Server(settings: new Settings("x"), mode: null); await server.StartAsync(); }
            }
            """);
        Assert.Equal(["x none 3 True", "with nothing"], log);
    }

    [Fact]
    public async Task A_condition_that_throws_is_named_with_its_unit_and_nothing_is_made()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class First { public First() => Test.Log.Add("made First"); }
            [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Odd
            {
                public static bool Broken = true;
                private static bool IsOn() => Broken ? throw new System.FormatException("not a flag") : true;
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    try { await server.StartAsync(); }
                    catch (UnitStartException e) { Log.Add($"{e.Message} | {e.Unit} | {e.Hook} | {e.InnerException!.GetType().Name}"); }
                    Log.Add(string.Join(", ", server.Units));
                    Odd.Broken = false;
                    await server.StartAsync();
                    Log.Add(string.Join(", ", server.Units));
                }
            }
            """);
        Assert.Equal(
            [
                "Server could not start: the condition IsOn of Odd failed: not a flag | Odd | IsOn | FormatException",
                "First: Created, Odd: Failed (not a flag)",
                "made First",
                "First: Started, Odd: Started",
            ],
            log);
    }

    [Fact]
    public async Task A_construction_that_fails_behind_a_disabled_unit_names_the_right_one_and_conditions_are_asked_anew()
    {
        var log = await Execution.LogOf("""
            [Unit(EnabledBy = nameof(IsOn))] public sealed partial class A { private static int s_asked; private static bool IsOn() => s_asked++ > 0; }
            [Unit, DependsOn<A>] public sealed partial class B
            {
                private static int s_made;
                public B() { if (s_made++ == 0) throw new System.FormatException("first time"); }
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    try { await server.StartAsync(); }
                    catch (UnitStartException e) { Log.Add(e.Message); }
                    Log.Add(string.Join(", ", server.Units));
                    await server.StartAsync();
                    Log.Add(string.Join(", ", server.Units));
                }
            }
            """);
        Assert.Equal(["Server could not start: the construction of B failed: first time", "A: Disabled, B: Failed (first time)", "A: Started, B: Started"],
            log);
    }

    [Fact]
    public async Task The_plan_shows_the_condition()
    {
        var log = await Execution.LogOf(Units + """
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static Task GoAsync() { Log.Add(new Server(true).Plan.ToString()); return Task.CompletedTask; }
            }
            """);
        Assert.Equal("Server\n  1 Always\n  2 Cache (if IsWanted)\n  3 Api <- Always, Cache\n  input bool useCache of Cache", Assert.Single(log));
    }

    [Fact]
    public void A_condition_edit_concerns_its_unit_and_the_worker()
    {
        var outputs = IncrementalityTests.OutputsAfter(
            new()
            {
                Files =
                {
                    ["Units.cs"] = "[Unit] public sealed partial class A { private static bool IsOn(bool on) => on; } [Unit] public sealed partial class B;",
                    ["Server.cs"] = "[Worker] public sealed partial class Server;",
                },
            },
            "Units.cs",
            "[Unit] public sealed partial class A",
            "[Unit(EnabledBy = nameof(IsOn))] public sealed partial class A");
        Assert.Equal(["A.Unit", "Server.Worker"], outputs);
    }
}
