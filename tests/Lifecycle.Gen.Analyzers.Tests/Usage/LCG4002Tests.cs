using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4002Tests
{
    private const string Rule = RuleIds.Unowned;

    [Theory]
    [InlineData(
        "[OnStartup] private void Open() => Begin(); private void Begin() { [|new Thread(Loop)|].Start(); }",
        "Db.Begin starts a thread that has no owner: Open [OnStartup] -> Begin -> new Thread(Loop) runs on when its unit has shut down, and an "
        + "exception in it ends the process. Let a [Background] hook do it, or keep the thread and join it in a shutdown hook.")]
    [InlineData(
        "[OnStartup] private void Open() => [|ThreadPool.QueueUserWorkItem(_ => Loop())|];",
        "Db.Open starts work on the thread pool that has no owner: Open [OnStartup] -> ThreadPool.QueueUserWorkItem(_ => Loop()) runs on when "
        + "its unit has shut down, and an exception in it ends the process. Let a [Background] hook do it, or await a task for it.")]
    [InlineData(
        "[OnStartup] private void Open() { _ = [|new Timer(_ => Loop(), null, 0, 10)|]; }",
        "Db.Open starts a timer that has no owner: Open [OnStartup] -> new Timer(_ => Loop(), null, 0, 10) is never disposed and fires on "
        + "when its unit has shut down. Let a [Background] hook wait on a PeriodicTimer, or keep the timer and dispose it in a shutdown hook.")]
    public async Task Each_kind_is_reported(string members, string message) => await Hook(members).Reports(Rule, message);

    [Theory]
    [InlineData("[OnInit] private void Open() => [|new Thread(Loop) { IsBackground = true }|].Start();")]
    [InlineData("[PreStartup] private void Open() { var t = [|new Thread(Loop)|]; t.IsBackground = true; t.Start(); }")]
    [InlineData("[OnReady] private async Task Open() { await Task.Yield(); Inner(); void Inner() { Thread t = [|new(Loop)|]; t.UnsafeStart(); } }")]
    [InlineData("[OnStartup] private void Open() { [|ThreadPool.UnsafeQueueUserWorkItem(_ => Loop(), null)|]; }")]
    [InlineData("[OnStartup] private void Open() { [|new Timer(_ => Loop(), null, 0, 10)|]; }")]
    [InlineData("[OnStartup] private void Open() { var t = [|new Timer(_ => Loop())|]; t.Change(0, 10); }")]
    [InlineData("[OnStartup] private void Open() { var t = [|new System.Timers.Timer(10)|]; t.Elapsed += (_, _) => Loop(); t.Start(); }")]
    [InlineData("[Lifespan] private async IAsyncEnumerable<int> Live() { [|new Thread(Loop)|].Start(); await Task.Yield(); yield return 1; }")]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live() { Begin(); await Task.Yield(); yield return 1; }
        private void Begin() { [|ThreadPool.QueueUserWorkItem(_ => Loop())|]; }
        """)]
    [InlineData(
        """
        [OnShutdown] private void Close() => Begin();
        [OnStartup] private void Open() => Deeper();
        private void Deeper() => Begin();
        private void Begin() => [|new Thread(Loop)|].Start();
        """)]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part() =>
        await Project.With("[Unit] public sealed partial class Db { [OnStartup] private void Open() => Begin(); }", "Db.cs")
            .And("partial class Db { private void Begin() => [|new Thread(() => { })|].Start(); }", "Db.Begin.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private void Open() { _thread = new Thread(Loop); _thread.Start(); } private Thread? _thread;")]
    [InlineData("[OnStartup] private void Open() { var t = new Thread(Loop); t.Start(); _thread = t; } private Thread? _thread;")]
    [InlineData("[OnStartup] private void Open() { var t = new Thread(Loop); }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var done = new TaskCompletionSource();
            new Thread(() => done.SetResult()).Start();
            await done.Task;
        }
        """)]
    [InlineData("[OnStartup] private void Open() { using var t = new Timer(_ => Loop(), null, 0, 10); }")]
    [InlineData("[OnStartup] private void Open() { using (var t = new Timer(_ => Loop(), null, 0, 10)) { Loop(); } }")]
    [InlineData(
        """
        [OnStartup] private void Open() { var t = new Timer(_ => Loop(), null, 0, 10); _owned.Add(t); }
        private readonly List<IDisposable> _owned = [];
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() => _timer = new Timer(_ => Loop(), null, 0, 10);
        [OnShutdown] private void Close() => _timer?.Dispose();
        private Timer? _timer;
        """)]
    [InlineData("[OnStartup] private void Open() { System.Timers.Timer t = new(10); t.Elapsed += (_, _) => t.Dispose(); t.Start(); }")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Run(Loop);")]
    [InlineData("[OnShutdown] private void Close() => new Thread(Loop).Start();")]
    [InlineData("[Lifespan] private async IAsyncEnumerable<int> Live() { await Task.Yield(); yield return 1; new Thread(Loop).Start(); }")]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live() { await Task.Yield(); yield return 1; End(); }
        private void End() => new Thread(Loop).Start();
        """)]
    [InlineData("[Lifespan] private async IAsyncEnumerable<int> Live() { var t = new Thread(Loop); t.Start(); await Task.Yield(); yield return 1; t.Join(); }")]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live()
        {
            using var t = new Timer(_ => Loop(), null, 0, 10);
            await Task.Yield();
            yield return 1;
        }
        """)]
    [InlineData("[OnStartup] private void Open() { Later += () => new Thread(Loop).Start(); } private event Action? Later;")]
    [InlineData("private void NoHook() => new Thread(Loop).Start();")]
    [InlineData("[OnStartup] private void Open() => new Other.Thread().Start();")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task A_thread_that_is_joined_is_owned_and_blocks_the_hook() =>
        await Hook("[OnStartup] private void Open() { var t = new Thread(Loop); t.Start(); {|LCG4003:t.Join()|}; }").Reports(Rule);

    [Fact]
    public async Task A_dropped_task_is_the_business_of_LCG4001() =>
        await Hook("[OnStartup] private void Open() => {|LCG4001:Task.Run(Loop)|};").Reports(Rule);

    [Fact]
    public async Task Fix_gives_a_thread_and_work_on_the_pool_to_the_unit() =>
        await Hook("""
            [OnStartup]
            private void Open(CancellationToken ct)
            {
                // first
                [|new Thread(Loop)|].Start(); // begun
                [|new Thread(() => Loop()) { IsBackground = true }|].Start();
                [|ThreadPool.QueueUserWorkItem(_ => Loop())|];
                [|ThreadPool.QueueUserWorkItem(Each)|];
            }

            [OnReady] private void Ready(IWorkerContext worker) => [|ThreadPool.QueueUserWorkItem(token => { Loop(); })|];

            private void Each(object? state) => GC.KeepAlive(state);
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private void Open(IWorkerContext context, CancellationToken ct)
            {
                // first
                context.AddTask(nameof(Loop), token => Task.Factory.StartNew(Loop, token, TaskCreationOptions.LongRunning, TaskScheduler.Default)); // begun
                context.AddTask(nameof(Loop), token => Task.Factory.StartNew(() => Loop(), token, TaskCreationOptions.LongRunning, TaskScheduler.Default));
                context.AddTask(nameof(Loop), token => Task.Run(() => Loop(), token));
                context.AddTask(nameof(Each), token => Task.Run(() => Each(null), token));
            }

            [OnReady] private void Ready(IWorkerContext worker) => worker.AddTask(nameof(Ready), token2 => Task.Run(() => { Loop(); }, token2));

            private void Each(object? state) => GC.KeepAlive(state);
            """));

    [Fact]
    public async Task Fix_makes_a_loop_of_a_timer() =>
        await Hook("""
            [OnStartup]
            private void Open()
            {
                _ = [|new Timer(_ => Loop(), null, 0, 10)|];
                [|new Timer(_ => Loop(), null, 10, 10)|];
                _ = [|new Timer(_ => Loop(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1))|];
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private void Open(IWorkerContext context)
            {
                context.AddTask(nameof(Loop), async token =>
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
                    do
                    {
                        Loop();
                    }
                    while (await timer.WaitForNextTickAsync(token));
                });
                context.AddTask(nameof(Loop), async token =>
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
                    while (await timer.WaitForNextTickAsync(token))
                        Loop();
                });
                context.AddTask(nameof(Loop), async token =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), token);
                    using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                    do
                    {
                        Loop();
                    }
                    while (await timer.WaitForNextTickAsync(token));
                });
            }
            """));

    [Theory]
    [InlineData("[OnInit] private void Open() => [|new Thread(Loop)|].Start();")]
    [InlineData("[OnStartup] private void Open() { var t = [|new Thread(Loop)|]; t.IsBackground = true; t.Start(); }")]
    [InlineData("[OnStartup] private void Open() => [|new Thread(Parametrized)|].Start(1); private void Parametrized(object? state) { }")]
    [InlineData("[OnStartup] private void Open() { [|ThreadPool.QueueUserWorkItem(state => GC.KeepAlive(state), 1)|]; }")]
    [InlineData("[OnStartup] private void Open() { [|ThreadPool.QueueUserWorkItem(state => GC.KeepAlive(state))|]; }")]
    [InlineData("[OnStartup] private void Open() { _ = [|new Timer(_ => Loop(), null, 10, Timeout.Infinite)|]; }")]
    [InlineData("[OnStartup] private void Open() => Begin(); private void Begin() => [|new Thread(Loop)|].Start();")]
    [InlineData("[OnStartup] private void Open() { _ = [|new System.Timers.Timer(10)|]; }")]
    public async Task No_fix_where_it_would_mean_another_thing(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}

            private void Loop() { }
        }

        namespace Other
        {
            public sealed class Thread { public void Start() { } }
        }
        """;
}
