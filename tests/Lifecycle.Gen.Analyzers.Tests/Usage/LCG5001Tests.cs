using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5001Tests
{
    private const string Rule = RuleIds.DroppedWorkerTask;

    private const string Units = """

        [Unit]
        public sealed partial class Db;
        """;

    [Fact]
    public async Task The_program_that_does_not_await_its_worker_is_reported() =>
        await Project.With("[|Worker.RunAsync()|];" + Units).Reports(Rule,
            "The program drops the task of Worker.RunAsync: nothing waits for the worker, and the process may end while it runs. "
            + "Write 'return await Worker.RunAsync();'.");

    [Fact]
    public async Task A_stop_that_is_not_awaited_is_reported_in_place_of_CS4014() =>
        await Program("await using var worker = new Worker(); await worker.StartAsync(); [|worker.StopAsync()|];").Reports(Rule,
            "App.Go drops the task of Worker.StopAsync: the code goes on while units still stop, and a failed stop goes unnoticed. "
            + "Write 'await worker.StopAsync();'.");

    [Fact]
    public async Task Start_and_reload_say_what_goes_unnoticed() =>
        await Program("var worker = new Worker(); [|worker.StartAsync()|]; [|worker.ReloadAsync()|]; await Task.Yield();").Reports(Rule,
            "App.Go drops the task of Worker.StartAsync: the code goes on while units still start, and a failed start goes unnoticed. "
            + "Write 'await worker.StartAsync();'.",
            "App.Go drops the task of Worker.ReloadAsync: the code goes on while units go down and up again, and a failed reload goes "
            + "unnoticed. Write 'await worker.ReloadAsync();'.");

    [Theory]
    [InlineData("_ = [|worker.StartAsync()|];")]
    [InlineData("[|worker.StartAsync().ConfigureAwait(false)|];")]
    [InlineData("var task = [|worker.StartAsync()|];")]
    [InlineData("[|(flag ? worker : null)?.StopAsync()|];")]
    [InlineData("Action later = () => [|worker.StopAsync()|]; later();")]
    [InlineData("Inner(); void Inner() => [|worker.StopAsync()|];")]
    [InlineData("LifecycleWorker any = worker; [|any.StopAsync()|];")]
    public async Task Every_way_of_dropping_is_reported(string statements) =>
        await Program("var worker = new Worker(); var flag = worker.Plan.Count > 0; await Task.Yield(); " + statements).Reports(Rule);

    [Theory]
    [InlineData("await worker.StartAsync(); await worker.StopAsync().ConfigureAwait(false);")]
    [InlineData("var task = worker.StartAsync(); await task;")]
    [InlineData("await Task.WhenAll(worker.StartAsync(), worker.StopAsync());")]
    [InlineData("Func<Task> stop = () => worker.StopAsync(); await stop();")]
    [InlineData("Keep(worker.StartAsync()); void Keep(Task task) { }")]
    [InlineData("worker.StartAsync().GetAwaiter().GetResult();")]
    [InlineData("worker.RequestStop();")]
    [InlineData("await new Other().StartAsync(); new Other().RunAsync();")]
    public async Task Look_alikes_are_not(string statements) =>
        await Program("var worker = new Worker(); await Task.Yield(); " + statements).IsQuiet();

    [Fact]
    public async Task In_a_hook_it_is_this_rule_alone() =>
        await Project.With("""
            return await Server.RunAsync();

            [Worker] public sealed partial class Server;

            [Unit]
            public sealed partial class Supervisor
            {
                [OnReady]
                private async Task ReadyAsync()
                {
                    [|new Server().StartAsync()|];
                    await Task.Yield();
                }
            }
            """).Reports(Rule);

    [Fact]
    public async Task Fix_awaits_and_returns_the_exit_code_of_the_program() =>
        await Project.With("[|Worker.RunAsync()|]; // all" + Units).IsFixed(Rule, "return await Worker.RunAsync(); // all" + Units);

    [Fact]
    public async Task Fix_makes_the_entry_point_async() =>
        await Project.With("""
            public static class Program
            {
                private static void Main()
                {
                    var worker = new Worker();
                    [|worker.StartAsync()|];
                    [|worker.StopAsync()|];
                }
            }
            """ + Units).IsFixed(Rule, """
            public static class Program
            {
                private static async Task Main()
                {
                    var worker = new Worker();
                    await worker.StartAsync();
                    await worker.StopAsync();
                }
            }
            """ + Units);

    [Fact]
    public async Task No_fix_for_a_public_synchronous_method() =>
        await Project.With("return await Worker.RunAsync(); internal class Host(Worker worker) { public void Stop() => [|worker.StopAsync()|]; }" + Units)
            .HasNoFix(Rule);

    private static Project Program(string statements) => Project.With($$"""
        return await Worker.RunAsync();

        public static class App
        {
            public static async Task Go()
            {
                {{statements}}
            }
        }

        public sealed class Other
        {
            public Task StartAsync() => Task.CompletedTask;
            public void RunAsync() { }
        }
        """ + Units);
}
