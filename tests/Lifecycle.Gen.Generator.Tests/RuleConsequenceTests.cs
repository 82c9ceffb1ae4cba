namespace Lifecycle.Generator.Tests;

/// <summary>
/// What the pages of the rules LCG4001 to LCG4011 say that happens, run on the real engine: for each rule the mistake, and where that is not obvious the same
/// without it. Where a stop or a start has to run out of time, a clock that jumps to the next timer makes it do so at once.
/// </summary>
public class RuleConsequenceTests
{
    [Fact]
    public async Task LCG4001_a_dropped_task_goes_on_when_the_unit_counts_as_started_and_its_exception_is_lost() =>
        Assert.Equal(["dependent is up", "started", "throws now", "stopped"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                [OnStartup] private void Open() => _ = OpenAsync();
                private static async Task OpenAsync()
                {
                    await Test.Gate.Task;
                    Test.Log.Add("throws now");
                    Test.Reached.SetResult();
                    throw new InvalidOperationException();
                }
            }
            [Unit] public sealed partial class Api(Db db)
            {
                [OnStartup] private void Open() => Test.Log.Add("dependent is up");
                public override string ToString() => $"{db}";
            }
            """, """
            await Test.TryAsync("started", () => server.StartAsync());
            Test.Gate.SetResult();
            await Test.Reached.Task;
            await Test.TryAsync("stopped", () => server.StopAsync());
            """));

    [Fact]
    public async Task LCG4002_a_thread_that_nothing_owns_runs_on_when_its_unit_has_shut_down() =>
        Assert.Equal(["stopped", "runs on: True"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                public static Thread? Last;
                [OnStartup] private void Open()
                {
                    var thread = new Thread(static () => Test.Gate.Task.Wait());
                    Last = thread;
                    thread.Start();
                }
            }
            """, """
            await server.StartAsync();
            await Test.TryAsync("stopped", () => server.StopAsync());
            Test.Log.Add($"runs on: {Db.Last!.IsAlive}");
            Test.Gate.SetResult();
            Db.Last.Join();
            """));

    [Fact]
    public async Task LCG4003_no_cancellation_reaches_a_hook_that_blocks() =>
        Assert.Equal(["ends when cancelled: False"], await RuleConsequence.RunAsync(Opens("Test.Gate.Task.Wait();"), """
            using var cancel = new CancellationTokenSource();
            var start = Task.Run(() => server.StartAsync(cancel.Token));
            await Test.Entered.Task;
            cancel.Cancel();
            await Test.Reached.Task;
            Test.Log.Add($"ends when cancelled: {start.IsCompleted}");
            Test.Gate.SetResult();
            try { await start; } catch (OperationCanceledException) { }
            """));

    [Fact]
    public async Task LCG4003_it_reaches_one_that_awaits() =>
        Assert.Equal(["cancelled"], await RuleConsequence.RunAsync(Opens("await Test.Gate.Task.WaitAsync(cancellationToken);"), """
            using var cancel = new CancellationTokenSource();
            var start = Task.Run(() => server.StartAsync(cancel.Token));
            await Test.Entered.Task;
            cancel.Cancel();
            try { await start; } catch (OperationCanceledException) { Test.Log.Add("cancelled"); }
            """));

    private static string Opens(string wait) => $$"""
        [Unit] public sealed partial class Db
        {
            [OnStartup] private async Task OpenAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                using var heard = cancellationToken.Register(static () => Test.Reached.SetResult());
                Test.Entered.SetResult();
                {{wait}}
            }
        }
        public static partial class Test { public static readonly TaskCompletionSource Entered = new(TaskCreationOptions.RunContinuationsAsynchronously); }
        """;

    [Fact]
    public async Task LCG4004_an_endless_loop_in_the_start_keeps_the_dependents_down_until_the_time_is_over() =>
        Assert.Equal(["started: LifecycleTimeoutException Db PollAsync"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                [OnStartup] private async Task PollAsync(CancellationToken cancellationToken)
                {
                    Test.Reached.TrySetResult();
                    while (!cancellationToken.IsCancellationRequested)
                        await Task.Yield();
                }
            }
            [Unit] public sealed partial class Api(Db db)
            {
                [OnStartup] private void Open() => Test.Log.Add("dependent is up");
                public override string ToString() => $"{db}";
            }
            """, """await Test.TryAsync("started", () => server.StartAsync());""", jumps: true, startup: 5));

    [Fact]
    public async Task LCG4005_a_loop_that_looks_at_no_token_holds_up_the_stop_until_its_time_is_over() =>
        Assert.Equal(["stopped: LifecycleTimeoutException Db TrimAsync"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                // The test alone ends it, afterwards.
                [Background] private async Task TrimAsync(CancellationToken cancellationToken)
                {
                    while (!Test.End)
                        await Task.Yield();
                }
            }
            """, """
            await server.StartAsync();
            await Test.TryAsync("stopped", () => server.StopAsync());
            """, jumps: true));

    [Fact]
    public async Task LCG4006_a_loop_that_catches_its_cancellation_spins_until_the_time_of_the_stop_is_over() =>
        Assert.Equal(["stopped: LifecycleTimeoutException Db PollAsync", "began anew: True"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                public static int Failures;
                [Background] private async Task PollAsync(CancellationToken cancellationToken)
                {
                    while (!Test.End)
                    {
                        try
                        {
                            await Task.Delay(Timeout.Infinite, cancellationToken);
                        }
                        catch (Exception)
                        {
                            if (Interlocked.Increment(ref Failures) == 2)
                                Test.Reached.SetResult();
                            await Task.Yield();
                        }
                    }
                }
            }
            """, """
            await server.StartAsync();
            await Test.TryAsync("stopped", () => server.StopAsync());
            await Test.Reached.Task;
            Test.Log.Add($"began anew: {Volatile.Read(ref Db.Failures) > 1}");
            """, jumps: true));

    [Theory]
    [InlineData("", "opened 2, closed 0")]
    [InlineData("public void Dispose() => _file?.Dispose();", "opened 2, closed 1")]
    [InlineData("[OnShutdown] private void Close() => _file?.Dispose();", "opened 2, closed 2")]
    public async Task LCG4007_a_reload_opens_once_more_what_only_the_disposal_releases_or_nothing(string release, string expected) =>
        Assert.Equal([expected], await RuleConsequence.RunAsync($$"""
            public sealed class Resource : IDisposable
            {
                public static int Opened, Closed;
                public Resource() => Opened++;
                public void Dispose() => Closed++;
            }
            [Unit] public sealed partial class Db {{(release.StartsWith("public", StringComparison.Ordinal) ? ": IDisposable" : "")}}
            {
                private Resource? _file;
                [OnStartup] private void Open() => _file = new Resource();
                {{release}}
                public override string ToString() => $"{_file}";
            }
            """, """
            await server.StartAsync();
            await server.ReloadAsync();
            await server.StopAsync();
            await server.DisposeAsync();
            Test.Log.Add($"opened {Resource.Opened}, closed {Resource.Closed}");
            """));

    [Fact]
    public async Task LCG4008_the_token_of_the_start_does_not_hear_that_the_worker_stops() =>
        Assert.Equal(["of the start: False", "of the worker: True"], await RuleConsequence.RunAsync("""
            [Unit] public sealed partial class Db
            {
                public static CancellationToken OfStart, Stopping;
                [OnStartup] private void Open(IWorkerContext context, CancellationToken cancellationToken) =>
                    (OfStart, Stopping) = (cancellationToken, context.Stopping);
            }
            """, """
            await server.StartAsync();
            await server.StopAsync();
            Test.Log.Add($"of the start: {Db.OfStart.IsCancellationRequested}");
            Test.Log.Add($"of the worker: {Db.Stopping.IsCancellationRequested}");
            """));

    [Theory]
    [InlineData("OnInit", "started: UnitStartException Cache Warm")]
    [InlineData("OnStartup", "started")]
    public async Task LCG4009_a_dependency_is_used_before_it_has_what_it_works_with(string phase, string expected) =>
        Assert.Equal([expected], await RuleConsequence.RunAsync($$"""
            [Unit] public sealed partial class Database
            {
                private List<int>? _rows;
                [OnStartup] private void Open() => _rows = [];
                public int Query() => _rows!.Count;
            }
            [Unit] public sealed partial class Cache(Database database)
            {
                [{{phase}}] private void Warm() => database.Query();
            }
            """, """await Test.TryAsync("started", () => server.StartAsync());"""));

    [Theory]
    [InlineData("PostShutdown", "stopped: UnitStopException Cache Save")]
    [InlineData("OnShutdown", "stopped")]
    public async Task LCG4010_a_dependency_is_used_when_what_it_works_with_has_ended(string phase, string expected) =>
        Assert.Equal([expected], await RuleConsequence.RunAsync($$"""
            [Unit] public sealed partial class Database
            {
                private MemoryStream? _file;
                [OnStartup] private void Open() => _file = new MemoryStream();
                [OnShutdown] private void Close() => _file!.Dispose();
                public void Write() => _file!.WriteByte(1);
            }
            [Unit] public sealed partial class Cache(Database database)
            {
                [{{phase}}] private void Save() => database.Write();
            }
            """, """
            await server.StartAsync();
            await Test.TryAsync("stopped", () => server.StopAsync());
            """));

    [Fact]
    public async Task LCG4011_the_shutdown_that_alone_ends_a_loop_comes_when_the_time_of_the_stop_is_over()
    {
        var log = await RuleConsequence.RunAsync(Loop("OnShutdown"), StartAndStop, jumps: true);
        Assert.Equal("stopped: LifecycleTimeoutException Db RunAsync", Assert.Single(log, entry => entry.StartsWith("stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LCG4011_a_hook_that_ends_in_the_drain_is_awaited_before_the_drain_hook_that_alone_ends_it()
    {
        var log = await RuleConsequence.RunAsync(Loop("OnDrain", "EndsInDrain = true"), StartAndStop, jumps: true);
        Assert.Equal("stopped: LifecycleTimeoutException Db RunAsync", Assert.Single(log, entry => entry.StartsWith("stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LCG4011_in_the_drain_the_same_code_ends_the_loop() =>
        Assert.Equal(["ended", "loop has ended", "stopped"], await RuleConsequence.RunAsync(Loop("OnDrain"), StartAndStop));

    private const string StartAndStop = """
        await server.StartAsync();
        await Test.TryAsync("stopped", () => server.StopAsync());
        """;

    private static string Loop(string phase, string options = "") => $$"""
        [Unit] public sealed partial class Db
        {
            private volatile bool _isRunning = true;
            [Background({{options}})] private async Task RunAsync()
            {
                while (_isRunning && !Test.End)
                    await Task.Yield();
                Test.Log.Add("loop has ended");
            }
            [{{phase}}] private void Close()
            {
                Test.Log.Add("ended");
                _isRunning = false;
            }
        }
        """;
}
