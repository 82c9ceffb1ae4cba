namespace Lifecycle.Gen.Generator.Tests;

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
                public static async Task GoAsync() { await using var server = new Server(new Settings("x"), null); await server.StartAsync(); }
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
        Assert.Equal(["Server could not start: the construction of B failed: first time", "A: Disabled, B: Failed (first time)", "A: Started, B: Started"], log);
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
        Assert.Equal("Server\n  1 Always\n  2 Cache (if IsWanted)\n  3 Api <- Always, Cache", Assert.Single(log));
    }

    [Fact]
    public void A_condition_edit_concerns_its_unit_and_the_worker()
    {
        var outputs = IncrementalityTests.OutputsAfter(
            new() { Files = { ["Units.cs"] = "[Unit] public sealed partial class A { private static bool IsOn(bool on) => on; } [Unit] public sealed partial class B;", ["Server.cs"] = "[Worker] public sealed partial class Server;" } },
            "Units.cs",
            "[Unit] public sealed partial class A",
            "[Unit(EnabledBy = nameof(IsOn))] public sealed partial class A");
        Assert.Equal(["A.Unit", "Server.Worker"], outputs);
    }
}
