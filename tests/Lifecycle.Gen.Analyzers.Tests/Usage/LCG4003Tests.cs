using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4003Tests
{
    private const string Rule = RuleIds.BlockingWait;

    [Fact]
    public async Task A_wait_in_a_hook_is_reported_with_the_way_to_it() =>
        await Hook("[OnStartup] private void Open() => Prepare(); private void Prepare() { [|ConnectAsync().Wait()|]; }").Reports(Rule,
            "Db.Prepare blocks its thread on ConnectAsync(): Open [OnStartup] -> Prepare -> ConnectAsync() holds a thread that other hooks "
            + "need, and no time-out or cancellation reaches it. "
            + "Write 'await ConnectAsync()'.");

    [Fact]
    public async Task So_is_sleeping() =>
        await Hook("[OnStartup] private void Open() => [|Thread.Sleep(100)|];").Reports(Rule,
            "Db.Open blocks its thread on Thread.Sleep: Open [OnStartup] -> Thread.Sleep holds a thread that other hooks need, and no "
            + "time-out or cancellation reaches it. "
            + "Write 'await Task.Delay(…, cancellationToken)'.");

    [Theory]
    [InlineData("[OnStartup] private void Open() => _count = [|CountAsync().Result|];")]
    [InlineData("[OnStartup] private void Open() { [|ConnectAsync().GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open() { _count = [|CountAsync().ConfigureAwait(false).GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|WriteAsync().GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) { [|ConnectAsync().Wait(ct)|]; }")]
    [InlineData("[OnShutdown] private void Close() { [|_loop!.Wait()|]; }")]
    [InlineData("[OnStartup] private void Open() { Inner(); void Inner() => [|Thread.Sleep(TimeSpan.FromSeconds(1))|]; }")]
    [InlineData("[Background] private async Task Loop() { await Task.Yield(); _count = [|CountAsync().Result|]; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); _count = [|a.Result|]; await a; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (_count > 0) await a; _count = [|a.Result|]; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); await a; a = CountAsync(); _count = [|a.Result|]; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (!a.IsCompleted) _count = [|a.Result|]; await a; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var a = CountAsync();
            var b = CountAsync();
            await Task.WhenAll(a);
            _count = a.Result + [|b.Result|];
        }
        """)]
    [InlineData("[OnStartup] private void Open() { var a = CountAsync(); [|a.Wait()|]; _count = a.Result; }")]
    [InlineData("[OnStartup] private void Open() { try { _count = 1; } finally { [|ConnectAsync().Wait()|]; } }")]
    [InlineData("[OnStartup] private void Open() { foreach (var t in new[] { CountAsync() }) _count += [|t.Result|]; }")]
    [InlineData("[OnStartup] private void Open() { _loop?[|.Wait()|]; }")]
    [InlineData("[OnStartup] private void Open() { var a = CountAsync(); [|Task.WaitAny([a])|]; }")]
    public async Task Every_way_of_waiting_is_reported(string members) => await Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open() => _count = await CountAsync();")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var a = CountAsync();
            var b = CountAsync();
            await Task.WhenAll(a, b);
            _count = a.Result + b.Result;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); await a; _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = WriteAsync(); if (a.IsCompletedSuccessfully) a.GetAwaiter().GetResult(); else await a; }")]
    [InlineData("[OnStartup] private async Task Open() => await CountAsync().ContinueWith(t => _count = t.Result);")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Run(() => Thread.Sleep(1));")]
    [InlineData("[OnStartup] private async Task Open() => await _gate.WaitAsync(CancellationToken.None); private readonly SemaphoreSlim _gate = new(1);")]
    [InlineData("private void Unused() => ConnectAsync().Wait();")]
    [InlineData("[OnStartup] private void Open() => _count = new Answer().Result; private sealed class Answer { public int Result => 1; }")]
    [InlineData("[OnStartup] private void Open() => _count = Task.FromResult(1).Result;")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); var first = await Task.WhenAny(a, CountAsync()); _count = first.Result; }")]
    [InlineData("[OnStartup] private async Task Open() => _count = (await Task.WhenAny(CountAsync(), CountAsync())).Result;")]
    [InlineData("[OnStartup] private async Task Open() => _count = (await Task.WhenAny(CountAsync(), CountAsync()).ConfigureAwait(false)).Result;")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (await Task.WhenAny(a, Task.Delay(5)) == a) _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); _count = a.IsCompleted ? a.Result : await a; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (a.IsCompletedSuccessfully && a.Result > 1) _count = 2; await a; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (!a.IsCompleted) await a; _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); while (!a.IsCompleted) await Task.Yield(); _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (a.Status == TaskStatus.RanToCompletion) _count = a.Result; await a; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); if (a is { IsCompletedSuccessfully: true }) _count = a.Result; await a; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); try { await Task.Yield(); } finally { await a; } _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); try { await a; } catch (IOException) { a.GetAwaiter().GetResult(); } }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var a = CountAsync();
            try { await a; } finally { if (a.IsCompletedSuccessfully) _count = a.Result; }
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var all = new List<Task<int>> { CountAsync() };
            await Task.WhenAll(all);
            foreach (var t in all) _count += t.Result;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { Task<int>[] all = [CountAsync()]; await Task.WhenAll(all); _count = all[0].Result; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var a = CountAsync();
            await a.ConfigureAwait(false);
            await using var s = new MemoryStream();
            _count = a.Result;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); await Inner(); async Task Inner() { await a; _count = a.Result; } }")]
    [InlineData("[OnStartup] private void Open() => _count = new ValueTask<int>(1).Result;")]
    [InlineData("[OnStartup] private async Task Open() => await CountAsync().ContinueWith(Counted); private void Counted(Task<int> t) => _count = t.Result;")]
    [InlineData("[OnStartup] private void Open() { if (_loop!.Wait(0)) _count = 1; }")]
    [InlineData("[OnStartup] private void Open() { if (_loop!.Wait(TimeSpan.Zero)) _count = 1; Thread.Sleep(0); }")]
    [InlineData("[OnStartup] private void Open() { if (Task.WaitAll([_loop!], 0)) _count = 1; }")]
    [InlineData(
        """
        [OnStartup] private void Open() { _thread = new Thread(Work); _thread.Start(); }
        private Thread? _thread;
        private void Work() => Thread.Sleep(1);
        """)]
    [InlineData("[OnStartup] private void Open() => _loop = Task.Run(Work); private void Work() => CountAsync().Wait();")]
    [InlineData("[OnStartup] private void Open() => _loop = Task.Run(() => Work()); private void Work() => CountAsync().Wait();")]
    [InlineData(
        """
        [OnStartup] private void Open() => _loop = Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning);
        private void Work() => Thread.Sleep(1);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() { _watcher.Created += OnCreated; }
        [OnShutdown] private void Close() => _watcher.Created -= OnCreated;
        private readonly FileSystemWatcher _watcher = new();
        private void OnCreated(object s, FileSystemEventArgs e) => Thread.Sleep(1);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() => _timer = new Timer(Tick, null, 0, 1);
        [OnShutdown] private void Close() => _timer?.Dispose();
        private Timer? _timer;
        private void Tick(object? s) => Thread.Sleep(1);
        """)]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) => ct.Register(Work); private void Work() => Thread.Sleep(1);")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Theory]
    [InlineData("[OnStartup] private void Open() => new List<int>().ForEach(One); private void One(int n) => [|Thread.Sleep(n)|];")]
    [InlineData("[OnStartup] private void Open() => _count = new[] { 1 }.Select(One).Sum(); private int One(int n) => [|CountAsync().Result|];")]
    public async Task A_method_that_is_called_for_each_item_at_once_is(string members) => await Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private void Open() => [|_gate.Wait()|]; private readonly SemaphoreSlim _gate = new(1);")]
    [InlineData("[OnStartup] private void Open() => [|_set.Wait(100)|]; private readonly ManualResetEventSlim _set = new();")]
    [InlineData(
        """
        [OnStartup] private void Open() => [|_set.WaitOne()|];
        private readonly AutoResetEvent _set = new(false);
        [OnExit] private void Exit() => _set.Dispose();
        """)]
    [InlineData("[OnStartup] private void Open() { lock (this) [|Monitor.Wait(this)|]; }")]
    [InlineData(
        """
        [OnStartup] private void Open() => _count = [|_queue.Take()|];
        private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();
        """)]
    [InlineData("[OnStartup] private void Open() { using var process = new System.Diagnostics.Process(); [|process.WaitForExit()|]; }")]
    public async Task A_known_blocking_call_is_reported_as_information(string members)
    {
        var reported = await Hook(members).Reports(Rule);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task A_known_blocking_call_is_reported_with_what_to_do_instead() =>
        await Hook("[OnStartup] private void Open() { [|_gate.Wait()|]; } private readonly SemaphoreSlim _gate = new(1);").Reports(Rule,
            "Db.Open blocks its thread on _gate.Wait(): Open [OnStartup] -> _gate.Wait() holds a thread that other hooks need. "
            + "Write 'await _gate.WaitAsync(cancellationToken)'.");

    [Theory]
    [InlineData("[OnReady] private void Ready() => [|Console.ReadLine()|];")]
    [InlineData("[Background] private async Task Loop() { await Task.Yield(); [|Console.ReadKey()|]; }")]
    [InlineData("[Background] private void Loop() => [|Console.ReadLine()|];")]
    [InlineData("[Run] private void Work() => [|Console.Read()|];")]
    [InlineData("[Run] private void Work() => [|Console.In.ReadToEnd()|];")]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await [|Console.In.ReadLineAsync(stopping)|];")]
    public async Task A_prompt_is_reported_in_every_hook_because_no_token_ends_it(string members)
    {
        var reported = await Hook(members).Reports(Rule);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task A_prompt_is_reported_with_what_to_do_instead() =>
        await Hook("[Run] private async Task Ask(CancellationToken stopping) => await [|Console.In.ReadLineAsync(stopping)|];").Reports(Rule,
            "Db.Ask blocks its thread on Console.In.ReadLineAsync(stopping): Ask [Run] -> Console.In.ReadLineAsync(stopping) ends with a line and by no token, "
            + "so that a stop waits for a line. Write 'await Task.Run(() => Console.In.ReadLine(…)).WaitAsync(cancellationToken)'.");

    [Theory]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await Task.Run(() => Console.In.ReadLine()).WaitAsync(stopping);")]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await Task.Run(Console.ReadLine).WaitAsync(stopping);")]
    public async Task A_prompt_on_another_thread_is_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Fix_reads_on_another_thread_and_ends_the_wait_with_the_token() =>
        await Hook(
            """
            [Run] private async Task Ask(CancellationToken stopping)
            {
                while (await [|Console.In.ReadLineAsync(stopping)|] is { } line)
                    _count += line.Length;
            }
            [Background] private void Keys(CancellationToken stopping) => _count += [|Console.Read()|];
            """)
            .IsFixed(Rule, Text(
                """
                [Run] private async Task Ask(CancellationToken stopping)
                {
                    while (await Task.Run(() => Console.In.ReadLine()).WaitAsync(stopping) is { } line)
                        _count += line.Length;
                }
                [Background] private async Task Keys(CancellationToken stopping) => _count += await Task.Run(() => Console.Read()).WaitAsync(stopping);
                """));

    [Theory]
    [InlineData("[OnStartup] private void Open() { if (_gate.Wait(0)) _gate.Release(); } private readonly SemaphoreSlim _gate = new(1);")]
    [InlineData("[OnStartup] private void Open() { if (_set.WaitOne(TimeSpan.Zero)) _count = 1; } private readonly AutoResetEvent _set = new(true);")]
    [InlineData("[Background] private void Loop() => _set.WaitOne(); private readonly AutoResetEvent _set = new(true);")]
    [InlineData("[OnShutdown] private void Close() => _thread?.Join(); private Thread? _thread = null;")]
    public async Task A_question_a_thread_of_its_own_and_the_end_of_a_thread_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task A_project_can_add_blocking_calls() =>
        await Project.With("""
            namespace Acme { public sealed class Bus { public int Pull() => 1; public int Peek() => 1; } }
            [Unit] public sealed partial class Db(Acme.Bus bus) { [OnStartup] private void Open() => _ = [|bus.Pull()|] + bus.Peek(); }
            """).Configured("dotnet_code_quality.LCG4003.blocking_calls = Acme.Queue.Take, Acme.Bus.Pull").Reports(Rule);

    [Fact]
    public async Task Fix_awaits_a_semaphore() =>
        await Hook(
            """
            [OnStartup] private void Open(CancellationToken ct)
            {
                [|_gate.Wait()|];
                if ([|_gate.Wait(5)|]) _count = 1;
            }
            private readonly SemaphoreSlim _gate = new(1);
            """)
            .IsFixed(Rule, Text(
                """
                [OnStartup] private async Task Open(CancellationToken ct)
                {
                    await _gate.WaitAsync(ct);
                    if (await _gate.WaitAsync(5)) _count = 1;
                }
                private readonly SemaphoreSlim _gate = new(1);
                """));

    [Fact]
    public async Task No_fix_for_what_cannot_be_awaited() =>
        await Hook("[OnStartup] private void Open() => [|Console.ReadLine()|];").HasNoFix(Rule);

    [Fact]
    public async Task Methods_of_base_classes_and_overridden_ones_count() =>
        await Project.With(
            "public abstract class Base<T> { protected void Prepare() { [|Task.Delay(1).Wait()|]; Load(); } protected virtual void Load() { } }", "Base.cs")
            .And(
                """
                [Unit] public sealed partial class Db : Base<int>
                {
                    [OnStartup] private void Open() => Prepare();
                    protected override void Load() => [|Thread.Sleep(1)|];
                }
                """,
                "Db.cs").Reports(Rule,
            "Base.Prepare blocks its thread on Task.Delay(1): Db.Open [OnStartup] -> Prepare -> Task.Delay(1) holds a thread that other hooks "
            + "need, and no time-out or cancellation reaches it. Write 'await Task.Delay(1)'.",
            "Db.Load blocks its thread on Thread.Sleep: Open [OnStartup] -> Base.Prepare -> Load -> Thread.Sleep holds a thread that other "
            + "hooks need, and no time-out or cancellation reaches it. Write 'await Task.Delay(…, cancellationToken)'.");

    [Fact]
    public async Task Waiting_for_several_is_reported_with_what_to_await() =>
        await Hook("[OnStartup] private void Open() => [|Task.WaitAll(ConnectAsync(), CountAsync())|];").Reports(Rule,
            "Db.Open blocks its thread on Task.WaitAll: Open [OnStartup] -> Task.WaitAll holds a thread that other hooks need, and no "
            + "time-out or cancellation reaches it. "
            + "Write 'await Task.WhenAll(…)'.");

    [Fact]
    public async Task Fix_awaits() =>
        await Hook("""
            [OnStartup]
            private void Open()
            {
                _count = [|CountAsync().Result|]; // counted
                Prepare();
                var text = [|CountAsync().Result|].ToString();
            }

            private void Prepare()
            {
                [|ConnectAsync().GetAwaiter().GetResult()|];
                [|_loop!.Wait()|];
                [|Thread.Sleep(100)|];
                [|Task.WaitAll(ConnectAsync(), CountAsync())|];
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task Open()
            {
                _count = await CountAsync(); // counted
                await Prepare();
                var text = (await CountAsync()).ToString();
            }

            private async Task Prepare()
            {
                await ConnectAsync();
                await _loop!;
                await Task.Delay(100);
                await Task.WhenAll(ConnectAsync(), CountAsync());
            }
            """));

    [Fact]
    public async Task Fix_passes_on_the_token_that_is_at_hand() =>
        await Hook("""
            [OnStartup]
            private void Open(IWorkerContext context, CancellationToken ct)
            {
                [|Thread.Sleep(TimeSpan.FromSeconds(1))|];
                Inner();
                void Inner() => [|Thread.Sleep(100)|];
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task Open(IWorkerContext context, CancellationToken ct)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
                await Inner();
                async Task Inner() => await Task.Delay(100);
            }
            """));

    [Theory]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) { [|ConnectAsync().Wait(ct)|]; }")]
    [InlineData("[OnStartup] private void Open() => _count = Count(); private int Count() => [|CountAsync().Result|];")]
    [InlineData("[OnStartup] private void Open() { var n = [|Task.WaitAny(CountAsync())|]; [|Task.WaitAll([ConnectAsync()], 10)|]; }")]
    [InlineData("[OnStartup] private void Open() { lock (this) { [|ConnectAsync().Wait()|]; } }")]
    public async Task No_fix_where_it_would_not_compile_or_mean_another_thing(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private Task? _loop;
            private int _count;

            {{members.ReplaceLineEndings("\n    ")}}

            private Task ConnectAsync() => Task.CompletedTask;
            private Task<int> CountAsync() => Task.Run(() => 1);
            private ValueTask WriteAsync() => default;
        }
        """;
}
