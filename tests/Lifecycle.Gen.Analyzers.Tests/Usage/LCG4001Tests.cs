using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4001Tests
{
    private const string Rule = RuleIds.DroppedTask;

    [Fact]
    public async Task A_statement_in_an_async_hook_is_reported_once_in_place_of_CS4014() =>
        await Hook("""
            [OnStartup]
            private async Task OpenAsync(CancellationToken ct)
            {
                [|ConnectAsync(ct)|];
                await Task.Yield();
            }
            """).Reports(Rule,
            "Db.OpenAsync drops the task of ConnectAsync: OpenAsync [OnStartup] -> ConnectAsync, which goes on when the hook has returned, "
            + "and its exception is lost. "
            + "Write 'await ConnectAsync(ct);', or let a [Background] hook run it.");

    [Fact]
    public async Task A_synchronous_method_that_a_hook_calls_is_reported_with_the_way_to_it() =>
        await Hook("""
            [OnStartup] private void Open() => Prepare();
            private void Prepare() { _ = [|ConnectAsync()|]; }
            """).Reports(Rule,
            "Db.Prepare drops the task of ConnectAsync: Open [OnStartup] -> Prepare -> ConnectAsync, which goes on when the hook has "
            + "returned, and its exception is lost. "
            + "Make Prepare an 'async Task' method and write 'await ConnectAsync();', or let a [Background] hook run it.");

    [Fact]
    public async Task A_lambda_that_returns_nothing_is_reported_with_what_to_do_instead() =>
        await Hook("[OnReady] private void Warm(CancellationToken ct) => new List<int>().ForEach(n => [|ConnectAsync(ct)|]);").Reports(Rule,
            "Db.Warm drops the task of ConnectAsync: Warm [OnReady] -> ConnectAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Call ConnectAsync where its task can be awaited, not in a lambda that returns nothing, or let a [Background] hook run it.");

    [Theory]
    [InlineData("[OnStartup] private void Open() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() => [|ConnectAsync()|];")]
    [InlineData("[OnStartup] private void Open() => _ = [|ConnectAsync()|];")]
    [InlineData("[OnStartup] private async Task Open() { _ = [|ConnectAsync()|]; await Task.Yield(); }")]
    [InlineData("[OnStartup] private Task Open() { [|ConnectAsync()|]; return Task.CompletedTask; }")]
    [InlineData("[OnStartup] private ValueTask Open() { [|WriteAsync()|]; return default; }")]
    [InlineData("[OnStartup] private void Open() { [|CountAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { _ = [|ConnectAsync().ConfigureAwait(false)|]; }")]
    [InlineData("[OnStartup] private async Task Open() { [|ConnectAsync().ConfigureAwait(false)|]; await Task.Yield(); }")]
    [InlineData("[OnStartup] private void Open() { [|WriteAsync().AsTask()|]; }")]
    [InlineData("[OnStartup] private void Open() { var task = [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { var task = [|ConnectAsync()|]; _ = task; }")]
    [InlineData("[OnStartup] private void Open() { Task task; task = [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|_other?.ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { _ = [|_other?.ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { _ = [|_flag ? ConnectAsync() : CountAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|_start()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|Task.WhenAll(ConnectAsync(), CountAsync())|]; }")]
    [InlineData("[OnStartup] private void Open() { [|Task.Run(() => CountAsync())|]; }")]
    [InlineData("[OnStartup] private void Open() { if (_flag) [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { {|LCG4004:for|} (;;) [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { Action later = () => [|ConnectAsync()|]; later(); }")]
    [InlineData("[OnStartup] private void Open() { Inner(); void Inner() => [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { Inner(); void Inner() => Deep(); } private void Deep() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { Run(Deep); } private void Run(Action action) => action(); private void Deep() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { var n = Number; } private int Number { get { [|ConnectAsync()|]; return 1; } }")]
    [InlineData("[OnStartup] private void Open() => Deep<int>(); private void Deep<T>() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { A(); } private void A() => B(); private void B() { A(); [|ConnectAsync()|]; }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { await foreach (var n in Numbers()) [|CountAsync()|]; }
        private async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
        """)]
    public async Task Every_way_of_dropping_is_reported(string members) => await Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open() => await ConnectAsync();")]
    [InlineData("[OnStartup] private Task Open() => ConnectAsync();")]
    [InlineData("[OnStartup] private Task Open() { return ConnectAsync(); }")]
    [InlineData("[OnStartup] private async Task Open() => await Task.WhenAll(ConnectAsync(), CountAsync());")]
    [InlineData("[OnStartup] private async Task Open() { var task = ConnectAsync(); await task; }")]
    [InlineData("[OnStartup] private async Task Open() { Task task; task = ConnectAsync(); await Task.Yield(); await task; }")]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new List<Task>(); tasks.Add(ConnectAsync()); await Task.WhenAll(tasks); }")]
    [InlineData("[OnStartup] private async Task Open() { Task[] tasks = [ConnectAsync(), CountAsync()]; await Task.WhenAll(tasks); }")]
    [InlineData("[OnStartup] private void Open() => _kept = ConnectAsync(); [OnShutdown] private Task Close() => _kept!;")]
    [InlineData("[OnStartup] private void Open() => _kept ??= ConnectAsync(); [OnShutdown] private Task Close() => _kept!;")]
    [InlineData("[OnStartup] private void Open() => Interlocked.Exchange(ref _kept, ConnectAsync());")]
    [InlineData("[OnStartup] private void Open() => Observe(ConnectAsync()); private static void Observe(Task task) => GC.KeepAlive(task);")]
    [InlineData("[OnStartup] private void Open() { _ = _kept; }")]
    [InlineData("[OnStartup] private async Task Open() => _ = await CountAsync();")]
    [InlineData("[OnStartup] private async Task Open() { await using var stream = new MemoryStream(); await stream.FlushAsync(); }")]
    [InlineData("[OnStartup] private async Task Open() { await Task.WhenAny(ConnectAsync(), CountAsync()); }")]
    [InlineData("[OnStartup] private async Task Open() { await Task.WhenAll(new[] { 1, 2 }.Select(_ => ConnectAsync())); }")]
    [InlineData("[OnStartup] private async Task Open() { Func<Task> start = () => ConnectAsync(); await start(); }")]
    [InlineData("[OnStartup] private void Open() { var done = ConnectAsync(); if (done.IsCompleted) _flag = true; }")]
    [InlineData("private void Unused() { ConnectAsync(); }")]
    [InlineData("[OnStartup] private void Open() { } public void CalledByOthers() { _ = ConnectAsync(); }")]
    [InlineData("[OnStartup] private async Task Open() { using var task = ConnectAsync(); await Task.Yield(); }")]
    [InlineData("[OnStartup] private void Open() { _tasks[0] = ConnectAsync(); } private readonly Task[] _tasks = new Task[1];")]
    [InlineData(
        """
        [OnStartup] private void Open() { _kept = ConnectAsync(); _kept.ContinueWith(t => GC.KeepAlive(t.Exception)); }
        [OnShutdown] private Task Close() => _kept!;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() { var t = ConnectAsync(); _all.Add(t); _ = t.ContinueWith(done => _all.Remove(done)); }
        private readonly List<Task> _all = [];
        [OnShutdown] private Task Close() => Task.WhenAll(_all);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() => Feed.Ended.ContinueWith(t => GC.KeepAlive(t)).ContinueWith(t => GC.KeepAlive(t));
        public static class Feed { public static Task Ended { get; } = Task.CompletedTask; }
        """)]
    [InlineData(
        """
        [OnStartup] private Task Open() { var done = new TaskCompletionSource(); _ = SignalAsync(done); return done.Task; }
        private async Task SignalAsync(TaskCompletionSource done) { await Task.Yield(); done.SetResult(); }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var done = new TaskCompletionSource<int>();
            _ = Task.Run(() => done.SetResult(1));
            _number = await done.Task;
        }
        """)]
    [InlineData(
        """
        [OnStartup] private Task Open()
        {
            var done = new TaskCompletionSource();
            _ = Inner();
            return done.Task;
            async Task Inner() { await Task.Yield(); done.SetResult(); }
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() => await Task.Factory.StartNew(async () => await ConnectAsync()).Unwrap();")]
    [InlineData("[OnStartup] private async Task Open() => await await Task.Factory.StartNew(async () => await ConnectAsync());")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Factory.StartNew(() => GC.KeepAlive(this));")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Theory]
    [InlineData("[OnStartup] private void Open() { [|ConnectAsync().ContinueWith(t => GC.KeepAlive(t.Exception))|]; }")]
    [InlineData("[OnStartup] private void Open() { var t = ConnectAsync(); _ = [|t.ContinueWith(done => GC.KeepAlive(done))|]; }")]
    [InlineData(
        """
        [OnStartup] private void Open() { var done = new TaskCompletionSource(); _ = [|SignalAsync(done)|]; }
        private async Task SignalAsync(TaskCompletionSource done) { await Task.Yield(); done.SetResult(); }
        """)]
    [InlineData("[OnStartup] private async Task Open() { await [|Task.Factory.StartNew(async () => await ConnectAsync())|]; }")]
    [InlineData("[OnStartup] private async Task Open() { await [|Task.Factory.StartNew(CountAsync)|].ConfigureAwait(false); }")]
    [InlineData("[OnStartup] private async Task Open() { _ = await [|ConnectAsync().ContinueWith(async t => await t)|]; }")]
    [InlineData(
        """
        [OnStartup] private void Open() =>
            _kept = [|Task.Factory.StartNew(async () => await ConnectAsync(), TaskCreationOptions.LongRunning)|];
        [OnShutdown] private Task Close() => _kept!;
        """)]
    [InlineData("[OnStartup] private void Open() => [|ConnectAsync().Forget()|];")]
    [InlineData("[OnStartup] private void Open() => [|ConnectAsync().Swallow(null)|];")]
    [InlineData("[OnStartup] private void Open() { [|Tasks.Run(ConnectAsync())|]; }")]
    public async Task What_only_looks_kept_is_reported(string members) => await Hook(members).And("""
        public static class Tasks
        {
            public static void Forget(this Task task) => task.ContinueWith(t => GC.KeepAlive(t.Exception));
            public static async void Swallow(this Task task, Action<Exception>? error)
            {
                try { await task.ConfigureAwait(false); } catch (IOException e) { error?.Invoke(e); }
            }
            public static void Run(Task task) => _ = task;
        }
        """, "Tasks.cs").Reports(Rule);

    [Fact]
    public async Task A_task_for_each_item_is_a_warning_and_the_project_may_let_it_go()
    {
        const string Loop =
            """
            [Background] private async Task Loop(CancellationToken ct)
            {
                while (!ct.IsCancellationRequested) { await Task.Delay(1, ct); _ = [|CountAsync()|]; }
            }
            """;
        var reported = await Hook(Loop).Reports(Rule,
            "Db.Loop drops the task of CountAsync: Loop [Background] -> CountAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Give it to IWorkerContext.AddTask, or name CountAsync in dotnet_code_quality.LCG4001.detached_methods where its task may be lost.");
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
        await Hook(MarkedSource.Strip(Loop)).Configured("dotnet_code_quality.LCG4001.detached_methods = SendAsync, Db.CountAsync").IsQuiet();
    }

    [Fact]
    public async Task To_await_an_endless_loop_is_no_remedy_and_not_the_first_fix() =>
        Assert.Equal(["Make it a background task", "Await it"],
            await OffersAsync(
                Hook("[OnStartup] private void Open() { [|ServeAsync()|]; } private async Task ServeAsync() { while (true) await Task.Delay(1); }"),
            "Db.Open drops the task of ServeAsync: Open [OnStartup] -> ServeAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Let a [Background] hook run it, or give it to IWorkerContext.AddTask: to await it would keep the hook from ending."));

    [Fact]
    public async Task The_disposal_that_the_worker_runs_counts() =>
        await Project.With("""
            [Unit] public sealed partial class Db : IDisposable { public void Dispose() { _ = [|Task.Delay(1)|]; } }
            [Unit] public sealed partial class Both : IDisposable, IAsyncDisposable
            {
                public void Dispose() { _ = Task.Delay(1); }
                public async ValueTask DisposeAsync() { [|Task.Delay(1)|]; await Task.Yield(); }
            }
            public sealed class Other : IDisposable { public void Dispose() { _ = Task.Delay(1); } }
            """).Reports(Rule,
            "Db.Dispose drops the task of Delay: Dispose -> Delay, which goes on when the hook has returned, and its exception is lost. "
            + "Implement IAsyncDisposable and write 'await Task.Delay(1);'.",
            "Both.DisposeAsync drops the task of Delay: DisposeAsync -> Delay, which goes on when the hook has returned, and its exception is "
            + "lost. Write 'await Task.Delay(1);'.");

    [Fact]
    public async Task A_callback_cannot_become_asynchronous() =>
        await Hook(
            """
            [OnStartup] private void Open() => _timer = new Timer(Tick, null, 0, 1);
            private Timer? _timer;
            private void Tick(object? s) { _ = [|ConnectAsync()|]; }
            [OnShutdown] private void Close() => _timer?.Dispose();
            """).Reports(Rule,
            "Db.Tick drops the task of ConnectAsync: Open [OnStartup] -> Tick -> ConnectAsync, which goes on when the hook has returned, and "
            + "its exception is lost. "
            + "Call ConnectAsync where its task can be awaited, not in a callback that returns nothing, or let a [Background] hook run it.");

    private static async Task<IReadOnlyList<string>> OffersAsync(Project project, string message)
    {
        await project.Reports(Rule, message);
        return await project.OffersAsync(Rule);
    }

    [Fact]
    public async Task Outside_of_hooks_the_compiler_speaks_for_itself() =>
        await Project.With("""
            public sealed class Plain
            {
                public async Task RunAsync()
                {
                    Task.Delay(1);
                    await Task.Yield();
                }
            }
            """).WithCompilerErrors("CS4014").IsQuiet();

    [Fact]
    public async Task Where_the_rule_is_off_the_compiler_speaks_again() =>
        await Hook("[OnStartup] private async Task Open() { ConnectAsync(); await Task.Yield(); }")
            .Configured("dotnet_diagnostic.LCG4001.severity = none").WithCompilerErrors("CS4014").IsQuiet();

    [Fact]
    public async Task A_pragma_and_an_attribute_suppress_it() =>
        await Hook("""
            [OnStartup]
            private void Open()
            {
            #pragma warning disable LCG4001
                _ = ConnectAsync();
            #pragma warning restore LCG4001
            }

            [OnReady]
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Lifecycle", "LCG4001")]
            private void Ready() => _ = ConnectAsync();
            """).IsQuiet();

    [Fact]
    public async Task Its_severity_can_be_set()
    {
        var reported = await Hook("[OnStartup] private void Open() => _ = [|ConnectAsync()|];").Configured("dotnet_diagnostic.LCG4001.severity = suggestion")
            .Reports(Rule);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, Assert.Single(reported.Diagnostics).Severity);
    }

    // Hooks without a token keep the cases short.
    internal static Project Hook(string members) => Project.With(Text(members)).Configured("dotnet_diagnostic.LCG3004.severity = none");

    internal static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private Task? _kept;
            private Db? _other;
            private bool _flag;
            private int _number = 1;
            private Func<Task> _start = () => Task.CompletedTask;

            {{members.ReplaceLineEndings("\n    ")}}

            private Task ConnectAsync(CancellationToken ct = default) => Task.Delay(1, ct);
            private Task<int> CountAsync() => Task.FromResult(1);
            private ValueTask WriteAsync() => default;
        }
        """;
}
