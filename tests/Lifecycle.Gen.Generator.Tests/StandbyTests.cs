namespace Lifecycle.Generator.Tests;

/// <summary>Units that wait for something outside of the worker, and those that need them: what is generated for them, run on the real engine.</summary>
public class StandbyTests
{
    private const string Units = """
        public interface IPart;
        [Unit] public sealed partial class Store
        {
            [OnStartup] private void Up() => Test.Log.Add("up Store");
        }
        [Unit(Standby = true)] public sealed partial class Gate(IWorkerContext context)
        {
            public IWorkerContext Context => context;
            [OnStartup] private void Up() => Test.Log.Add("up Gate");
            [OnShutdown] private void Down() => Test.Log.Add("down Gate");
            [PostShutdown] private void After() => Test.Log.Add("after Gate");
        }
        [Unit] public sealed partial class Scheduler(Gate gate, Store store) : IPart
        {
            [OnStartup] private void Up() => Test.Log.Add("up Scheduler on " + gate.GetType().Name + store.GetType().Name);
            [OnShutdown] private void Down() => Test.Log.Add("down Scheduler");
            [PostShutdown] private void After() => Test.Log.Add("after Scheduler");
        }
        [Unit] public sealed partial class Report(Scheduler scheduler)
        {
            [OnStartup] private void Up() => Test.Log.Add("up Report on " + scheduler.GetType().Name);
            [OnShutdown] private void Down() => Test.Log.Add("down Report");
        }
        [Unit] public sealed partial class Api(Scheduler? scheduler, IReadOnlyList<IPart> parts)
        {
            [OnStartup] private void Up() => Test.Log.Add($"up Api with {scheduler is not null}, {parts.Count}");
        }
        [Worker] public sealed partial class Server
        {
            public string States => string.Join(" ", System.Linq.Enumerable.Select(Units, unit => unit.Id + ":" + unit.State));
        }

        """;

    private const string Other = """
        [Unit(Standby = true)] public sealed partial class Other(IWorkerContext context)
        {
            public IWorkerContext Context => context;
            [OnStartup] private void Up() => Test.Log.Add("up Other");
        }

        """;

    [Fact]
    public async Task R_UNIT_1_a_standby_unit_and_what_needs_it_stay_down_until_it_is_started()
    {
        var log = await Execution.LogOf(Units + """
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    Log.Add(server.States);
                    await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Gate.Context, 5, default);
                    Log.Add(string.Join(" ", Lifecycle.Runtime.StandbyUnits.FindUp(server.Gate.Context)));
                    await Lifecycle.Runtime.StandbyUnits.StopAsync(server.Gate.Context, 5, default);
                    Log.Add(server.States);
                    Log.Add(server.Plan.ToString().Replace("\n", "|"));
                }
            }
            """);

        Assert.Equal(
            [
                "up Store", "up Api with True, 1", "Gate:Standby Store:Started Scheduler:Standby Api:Started Report:Standby",
                "up Gate", "up Scheduler on GateStore", "up Report on Scheduler", "Gate Scheduler Report",
                "down Report", "down Scheduler", "down Gate", "after Scheduler", "after Gate",
                "Gate:Standby Store:Started Scheduler:Standby Api:Started Report:Standby",
                "Server|  1 Gate (standby)|  2 Store|  3 Scheduler (standby) <- Gate, Store|  4 Api <- Scheduler|  5 Report (standby) <- Scheduler",
            ],
            log);
    }

    [Fact]
    public async Task R_UNIT_1_what_needs_two_standby_units_comes_up_with_the_second()
    {
        var log = await LogAfterStart(Other + """
            [Unit] public sealed partial class Both(Scheduler scheduler, Other other)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Both on " + scheduler.GetType().Name + other.GetType().Name);
            }
            [Unit(AutoStart = false)] public sealed partial class Wanted(Other other)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Wanted on " + other.GetType().Name);
            }
            """, """
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Gate.Context, 5, default);
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Other.Context, 5, default);
            await server.StartUnitAsync<Wanted>();
            """);

        Assert.Equal(
            ["up Gate", "up Scheduler on GateStore", "up Report on Scheduler", "up Other", "up Both on SchedulerOther", "up Wanted on Other"],
            log.Take(6));
    }

    [Fact]
    public async Task R_UNIT_1_a_standby_unit_that_needs_another_waits_for_its_own_start()
    {
        var log = await LogAfterStart("""
            [Unit(Standby = true)] public sealed partial class Inner(IWorkerContext context, Scheduler scheduler)
            {
                public IWorkerContext Context => context;
                [OnStartup] private void Up() => Test.Log.Add("up Inner on " + scheduler.GetType().Name);
            }
            [Unit] public sealed partial class Deep(Inner inner)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Deep on " + inner.GetType().Name);
            }
            """, """
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Gate.Context, 5, default);
            Log.Add(server.States);
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Inner.Context, 5, default);
            """);

        Assert.Equal(
            [
                "up Gate", "up Scheduler on GateStore", "up Report on Scheduler",
                "Gate:Started Store:Started Scheduler:Started Api:Started Inner:Standby Deep:Standby Report:Started",
                "up Inner on Scheduler", "up Deep on Inner",
            ],
            log.Take(6));
    }

    [Fact]
    public async Task R_UNIT_1_the_start_of_a_standby_unit_that_needs_another_brings_up_what_needs_either()
    {
        var log = await LogAfterStart("""
            [Unit(Standby = true)] public sealed partial class Inner(IWorkerContext context, Gate gate)
            {
                public IWorkerContext Context => context;
                [OnStartup] private void Up() => Test.Log.Add("up Inner on " + gate.GetType().Name);
            }
            """, """
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Inner.Context, 5, default);
            """);

        Assert.Equal(["up Gate", "up Inner on Gate", "up Scheduler on GateStore", "up Report on Scheduler"], log.Take(4));
    }

    [Fact]
    public async Task R_UNIT_1_what_needs_standby_units_through_one_on_request_comes_up_with_the_last_of_them()
    {
        var log = await LogAfterStart(Other + """
            [Unit(AutoStart = false)] public sealed partial class Archive(Other other)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Archive on " + other.GetType().Name);
            }
            [Unit] public sealed partial class Index(Archive archive, Gate gate)
            {
                [OnStartup] private void Up() => Test.Log.Add("up Index on " + archive.GetType().Name + gate.GetType().Name);
            }
            """, """
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Gate.Context, 5, default);
            Log.Add("Gate is started");
            await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Other.Context, 5, default);
            """);

        Assert.Equal(
            [
                "up Gate", "up Scheduler on GateStore", "up Report on Scheduler", "Gate is started",
                "up Other", "up Archive on Other", "up Index on ArchiveGate",
            ],
            log.Take(7));
    }

    [Fact]
    public async Task R_STOP_4_the_stop_of_a_standby_unit_has_a_limit_of_its_own()
    {
        var log = await Execution.LogOf(Units + """
            [Unit] public sealed partial class Slow(Gate gate)
            {
                [OnShutdown] private async Task DownAsync(CancellationToken token)
                {
                    Test.Log.Add("down Slow of " + gate.GetType().Name);
                    await Task.Delay(Timeout.Infinite, token);
                }
            }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { ShutdownTimeoutSeconds = 0 });
                    await server.StartAsync();
                    Log.Clear();
                    await Lifecycle.Runtime.StandbyUnits.StartAsync(server.Gate.Context, 5, default);
                    try
                    {
                        await Lifecycle.Runtime.StandbyUnits.StopAsync(server.Gate.Context, 1.2, default);
                    }
                    catch (LifecycleException late)
                    {
                        Log.Add(late.GetType().Name + " of " + late.Unit);
                    }
                }
            }
            """);

        Assert.Contains("LifecycleTimeoutException of Slow", log);
        Assert.Contains("after Gate", log);
    }

    /// <summary>What happens when steps are taken on a worker that is up.</summary>
    private static Task<List<string>> LogAfterStart(string units, string steps) => Execution.LogOf($$"""
        {{Units}}
        {{units}}
        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using var server = new Server();
                await server.StartAsync();
                Log.Clear();
                {{steps}}
            }
        }
        """);
}
