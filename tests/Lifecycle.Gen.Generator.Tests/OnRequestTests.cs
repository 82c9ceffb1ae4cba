namespace Lifecycle.Generator.Tests;

/// <summary>Units that are started on request: what is generated for them, run on the real engine.</summary>
public class OnRequestTests
{
    private const string Units = """
        public interface IPart;
        [Unit] public sealed partial class Store
        {
            [OnStartup] private void Up() => Test.Log.Add("up Store");
            [OnShutdown] private void Down() => Test.Log.Add("down Store");
        }
        [Unit(AutoStart = false)] public sealed partial class Report(Store store) : IPart
        {
            [OnStartup] private void Up() => Test.Log.Add("up Report on " + store.GetType().Name);
            [OnShutdown] private void Down() => Test.Log.Add("down Report");
        }
        [Unit(AutoStart = false)] public sealed partial class Mail(Report report)
        {
            [OnStartup] private void Up() => Test.Log.Add("up Mail on " + report.GetType().Name);
        }

        """;

    [Fact]
    public async Task R_UNIT_1_a_unit_with_AutoStart_off_is_started_on_request_with_what_it_needs()
    {
        var log = await Execution.LogOf(Units + """
            [Unit] public sealed partial class Api(Report? report, IReadOnlyList<IPart> parts)
            {
                [OnStartup] private void Up() => Test.Log.Add($"up Api with {report is not null}, {parts.Count}");
                [OnShutdown] private void Down() => Test.Log.Add("down Api");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    Log.Add(server.Report is not null ? "there" : "not there");
                    await server.StartUnitAsync<Mail>();
                    await server.StopUnitAsync<IPart>();
                    Log.Add(Server.Describe());
                }
            }
            public sealed partial class Server { public static string Describe() => new Server().Plan.ToString().Replace("\n", "|"); }
            """);

        Assert.Equal(
            ["up Store", "up Api with True, 1", "there", "up Report on Store", "up Mail on Report", "down Report",
                "Server|  1 Store|  2 Report (on request) <- Store|  3 Api <- Report|  4 Mail (on request) <- Report", "down Api", "down Store"],
            log);
    }

    [Fact]
    public async Task R_UNIT_1_a_unit_that_another_needs_is_started_with_it_whatever_it_says()
    {
        var log = await Execution.LogOf(Units + """
            [Unit, DependsOn<Report>] public sealed partial class Api
            {
                [OnStartup] private void Up() => Test.Log.Add("up Api");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                }
            }
            """);

        Assert.Equal(["up Store", "up Report on Store", "up Api", "down Report", "down Store"], log);
    }

    [Fact]
    public async Task R_UNIT_1_the_hooks_of_the_worker_do_not_need_a_unit_on_request()
    {
        var log = await Execution.LogOf(Units + """
            [Worker, Mixin<Mail>] public sealed partial class Server
            {
                [OnReady] private void Ready() => Test.Log.Add("ready");
            }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await server.StartUnitAsync<Mail>();
                    await server.StopUnitAsync<Report>();
                }
            }
            """);

        Assert.Equal(["up Store", "ready", "up Report on Store", "up Mail on Report", "down Report", "down Store"], log);
    }

    [Fact]
    public void Nothing_is_emitted_for_a_worker_without_such_a_unit()
    {
        var run = GeneratorHarness.Run("[Unit] public sealed partial class Store; [Worker] public sealed partial class Server;");

        Assert.DoesNotContain(run.Output.SyntaxTrees, tree => tree.ToString().Contains("OnRequest", StringComparison.Ordinal));
    }
}
