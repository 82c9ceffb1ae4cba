namespace Lifecycle.Generator.Tests;

/// <summary>Cases of conformance.md that are about what is generated, run on the real engine.</summary>
public class ExecutionTests
{
    private const string StartAndStop = """

        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                await server.StartAsync();
                await server.StopAsync();
            }
        }
        """;

    private static string AllStages(string name, string parameters, string more = "") => $$"""

        [Unit] public sealed partial class {{name}}({{parameters}})
        {
            [OnInit] private void Init() => Test.Log.Add("init {{name}}");
            [PreStartup] private void Pre() => Test.Log.Add("pre {{name}}");
            [OnStartup] private Task UpAsync() { Test.Log.Add("up {{name}}"); return Task.CompletedTask; }
            [OnReady] private void Ready() => Test.Log.Add("ready {{name}}");
            [OnDrain] private void Drain() => Test.Log.Add("drain {{name}}");
            [OnShutdown] private ValueTask DownAsync() { Test.Log.Add("down {{name}}"); return default; }
            [PostShutdown] private void Post() => Test.Log.Add("post {{name}}");
            [OnExit] private void Exit() => Test.Log.Add("exit {{name}}");
            {{more}}
        }
        """;

    [Fact]
    public async Task S1_every_stage_of_three_units_in_order()
    {
        var log = await Execution.LogOf(
            AllStages("Third", "Second second", "public object Needs => second;")
            + AllStages("First", "")
            + AllStages("Second", "First first", "public object Needs => first;")
            + "[Worker] public sealed partial class Server;" + StartAndStop);
        string[] up = ["First", "Second", "Third"];
        string[] down = ["Third", "Second", "First"];
        Assert.Equal(
            [
                .. up.Select(unit => "init " + unit), .. up.Select(unit => "pre " + unit), .. up.Select(unit => "up " + unit),
                .. up.Select(unit => "ready " + unit),
                .. down.Select(unit => "drain " + unit), .. down.Select(unit => "down " + unit), .. down.Select(unit => "post " + unit),
                .. down.Select(unit => "exit " + unit),
            ],
            log);
    }

    [Fact]
    public async Task S2_the_workers_own_hooks_run_after_its_mixins_on_the_way_up_and_before_them_on_the_way_down()
    {
        var log = await Execution.LogOf(AllStages("A", "") + AllStages("Z", "") + """
            [Worker] public sealed partial class Server
            {
                [OnStartup] private void Up() => Test.Log.Add("up worker with " + A.GetType().Name + Z.GetType().Name);
                [OnShutdown] private void Down() => Test.Log.Add("down worker");
                [OnExit] private void Exit() => Test.Log.Add("exit worker");
            }
            """ + StartAndStop);
        Assert.Equal(["up A", "up Z", "up worker with AZ"], log.Where(entry => entry.StartsWith("up ", StringComparison.Ordinal)));
        Assert.Equal(["down worker", "down Z", "down A"], log.Where(entry => entry.StartsWith("down ", StringComparison.Ordinal)));
        Assert.Equal(["exit worker", "exit Z", "exit A"], log.Where(entry => entry.StartsWith("exit ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task M1_M2_a_lifespan_runs_between_startup_and_shutdown_also_that_of_a_base()
    {
        var log = await Execution.LogOf("""
            public abstract class Root
            {
                [Lifespan] protected async IAsyncEnumerable<int> RootAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
                {
                    await Task.Yield(); Test.Log.Add("root begins"); yield return 1; Test.Log.Add("root ends " + token.IsCancellationRequested);
                }
            }
            [Unit] public partial class Base : Root
            {
                [OnStartup] private void Up() => Test.Log.Add("up base");
                [Lifespan] private async IAsyncEnumerable<string> BaseAsync()
                {
                    await Task.Yield();
                    Test.Log.Add("base begins");
                    yield return "";
                    Test.Log.Add("base ends");
                }
            }
            [Unit] public sealed partial class Derived : Base
            {
                [OnStartup] private async Task UpAsync() { await Task.Yield(); Test.Log.Add("up derived"); }
                [Lifespan(Order = 1)] private async IAsyncEnumerable<object?> SecondAsync(IWorkerContext context)
                {
                    await Task.Yield();
                    Test.Log.Add("second begins of " + context.UnitId);
                    yield return null;
                    Test.Log.Add("second ends");
                }
                [Lifespan(TimeoutSeconds = 5)] private async IAsyncEnumerable<int> FirstAsync()
                {
                    await Task.Yield();
                    Test.Log.Add("first begins");
                    yield return 0;
                    Test.Log.Add("first ends");
                }
                [OnShutdown] private void Down() => Test.Log.Add("down");
            }
            [Worker, Mixin<Derived>] public sealed partial class Server;
            """ + StartAndStop);
        Assert.Equal(
            [
                "up base", "up derived", "root begins", "base begins", "first begins", "second begins of Derived",
                "second ends", "first ends", "base ends", "root ends False", "down",
            ],
            log);
    }

    [Fact]
    public async Task R7_health_checks_answer_with_their_result_or_by_throwing()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class A { [HealthCheck] private bool IsWell() => true; }
            [Unit] public sealed partial class B(A a)
            {
                [HealthCheck] private async ValueTask<bool> IsWellAsync(CancellationToken token) { _ = a; await Task.Yield(); return false; }
            }
            [Unit] public sealed partial class C(B b) { [HealthCheck] private void Check() { _ = b; throw new System.IO.IOException("disk full"); } }
            [Worker, Mixin<C>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var worker = new Server();
                    await worker.StartAsync();
                    foreach (var unit in (await worker.CheckHealthAsync()).Units)
                        Test.Log.Add(unit.ToString());
                }
            }
            """);
        Assert.Equal(["A: Ready", "B: Degraded ([HealthCheck] IsWellAsync says that B is not healthy.)", "C: Degraded (disk full)"], log);
    }

    [Theory]
    [InlineData("[Worker]")]
    [InlineData("[Worker, Mixin<D>]")]
    public async Task S12_base_hooks_run_first_on_the_way_up_and_once(string worker)
    {
        var log = await Execution.LogOf($$"""
            public abstract class Root
            {
                [OnStartup] protected void Up() => Test.Log.Add("up root");
                [OnShutdown] protected virtual void Down() => Test.Log.Add("down root");
            }
            [Unit] public partial class B : Root
            {
                [OnStartup] private Task UpAsync() { Test.Log.Add("up B"); return Task.CompletedTask; }
                [OnShutdown] protected override void Down() => Test.Log.Add("down root, overridden in B");
                [OnShutdown] private void DownB() => Test.Log.Add("down B");
            }
            [Unit] public sealed partial class D : B
            {
                [OnStartup] private void UpD() => Test.Log.Add("up D");
                [OnShutdown] private ValueTask DownAsync() { Test.Log.Add("down D"); return default; }
            }
            {{worker}} public sealed partial class Server;
            """ + StartAndStop);
        Assert.Equal(["up root", "up B", "up D", "down D", "down B", "down root, overridden in B"], log);
    }

    [Fact]
    public async Task S13_each_unit_of_a_diamond_once()
    {
        var log = await Execution.LogOf(
            AllStages("Bottom", "")
            + AllStages("Left", "Bottom bottom", "public object Needs => bottom;")
            + AllStages("Right", "Bottom bottom", "public object Needs => bottom;")
            + AllStages("Top", "Left left, Right right", "public object Needs => (left, right);")
            + "[Worker] public sealed partial class Server;" + StartAndStop);
        Assert.Equal(["up Bottom", "up Left", "up Right", "up Top"], log.Where(entry => entry.StartsWith("up ", StringComparison.Ordinal)));
        Assert.Equal(["down Top", "down Right", "down Left", "down Bottom"], log.Where(entry => entry.StartsWith("down ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task S16_inputs_reach_the_units_and_defaults_may_be_left_out()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class A(string path, int size = 7, System.Uri? address = null)
            {
                [OnStartup] private void Up() => Test.Log.Add($"{path} {size} {address}");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server(path: "x")) await server.StartAsync();
                    await using (var server = new Server(path: "y", size: 8, address: new System.Uri("http://z/"))) await server.StartAsync();
                }
            }
            """);
        Assert.Equal(["x 7 ", "y 8 http://z/"], log);
    }

    [Fact]
    public async Task S19_a_script_constructs_only_what_it_needs()
    {
        var units = string.Concat(Enumerable.Range(0, 10).Select(i => $$"""
            [Unit] public sealed partial class U{{i}}
            {
                public U{{i}}({{(i == 4 ? "U7 u7" : "")}}) => Test.Log.Add("made {{i}}{{(i == 4 ? "\" + u7.GetType().Name + \"" : "")}}");
            }
            """));
        var log = await Execution.LogOf(units + """
            [Worker, Mixin<U4>] public sealed partial class Script
            {
                [Run] private Task WorkAsync(CancellationToken token) { Test.Log.Add("work with " + U4.GetType().Name); return Task.CompletedTask; }
            }
            public static partial class Test
            {
                public static async Task GoAsync() => Log.Add("exit code " + await Script.RunAsync());
            }
            """);
        Assert.Equal(["made 7", "made 4U7", "work with U4", "exit code 0"], log);
    }

    [Fact]
    public async Task Lists_optional_units_known_services_and_context_arrive()
    {
        var log = await Execution.LogOf("""
            public interface IPart;
            [Unit] public sealed partial class B : IPart;
            [Unit] public sealed partial class A : IPart;
            [Unit] public sealed partial class Missing;
            [Unit] public sealed partial class Whole(
                IReadOnlyList<IPart> parts, Missing? missing, System.TimeProvider clock,
                Microsoft.Extensions.Logging.ILogger<Whole> logger, IWorkerContext context)
            {
                [OnStartup] private void Up() =>
                    Test.Log.Add($"{parts.Count} {parts[0].GetType().Name} {missing is null} {clock == System.TimeProvider.System} "
                        + $"{logger is not null} {context.UnitId}");
            }
            [Worker, Mixin<Whole>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync() { await using var server = new Server(); await server.StartAsync(); }
            }
            """);
        Assert.Equal(["2 B True True True Whole"], log);
    }

    /// <summary>P8: a worker with a circle cannot be made, and says which units.</summary>
    [Fact]
    public async Task P8_a_circle_is_named_by_whoever_makes_the_worker_all_the_same()
    {
        var log = await Execution.LogOf("""
            [Unit] public sealed partial class A(B b) { public object Needs => b; }
            [Unit] public sealed partial class B(A a) { public object Needs => a; }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static Task GoAsync()
                {
                    try { _ = new Server(); }
                    catch (System.InvalidOperationException exception) { Log.Add(exception.Message); }
                    return Task.CompletedTask;
                }
            }
            """);
        Assert.StartsWith("LCG1001: A depends on itself through B: A -> B (B b) -> A (A a).", Assert.Single(log), StringComparison.Ordinal);
    }

    /// <summary>P8: the same dependency twice is no circle.</summary>
    [Fact]
    public async Task P8_the_same_dependency_twice()
    {
        var log = await Execution.LogOf(AllStages("A", "") + """
            [Unit, DependsOn<A>] public sealed partial class B(A a, IReadOnlyList<A> all)
            {
                [OnStartup] private void Up() => Test.Log.Add("up B " + all.Contains(a));
            }
            [Worker] public sealed partial class Server;
            """.Replace("all.Contains(a)", "(all[0] == a)", StringComparison.Ordinal) + StartAndStop);
        Assert.Contains("up B True", log);
    }

    /// <summary>Hooks are named in what is thrown, also those that are written in one line, and each class of a family by its own names.</summary>
    [Fact]
    public async Task R_FAIL_a_failing_hook_is_named_however_its_unit_describes_it()
    {
        var log = await Execution.LogOf("""
            [Unit] public partial class Base
            {
                [OnInit] private void First() { }
                [OnInit] private void Second() => Test.Fail("Base");
                [OnShutdown] private Task LastAsync() => Task.CompletedTask;
            }
            [Unit] public sealed partial class Derived : Base { [OnInit] private void Third() => Test.Fail("Derived"); }
            [Unit] public sealed partial class Limited
            {
                [OnInit] private void Before() { }
                [OnStartup(TimeoutSeconds = 9)] private void Up() => Test.Fail("Limited");
            }
            [Worker, Mixin<Base>] public sealed partial class One;
            [Worker, Mixin<Derived>] public sealed partial class Two;
            [Worker, Mixin<Limited>] public sealed partial class Three;
            public static partial class Test
            {
                private static string s_failing = "";
                public static void Fail(string name) { if (name == s_failing) throw new System.InvalidOperationException("no"); }
                public static async Task GoAsync()
                {
                    await TryAsync("Base", new One());
                    await TryAsync("Base", new Two());
                    await TryAsync("Derived", new Two());
                    await TryAsync("Limited", new Three());
                }

                private static async Task TryAsync(string failing, LifecycleWorker worker)
                {
                    s_failing = failing;
                    try { await worker.StartAsync(); }
                    catch (LifecycleException exception) { Log.Add($"{exception.Unit}.{exception.Hook}"); }
                }
            }
            """);
        Assert.Equal(["Base.Second", "Derived.Second", "Derived.Third", "Limited.Up"], log);
    }
}
