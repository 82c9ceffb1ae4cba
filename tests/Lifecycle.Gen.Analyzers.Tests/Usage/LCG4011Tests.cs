using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4011Tests
{
    private const string Rule = RuleIds.EndedTooLate;

    [Fact]
    public async Task A_flag_that_only_the_shutdown_sets_is_reported() =>
        await Hook(
            """
            [Background] private async Task Loop() { [|while|] (_running) await Task.Yield(); }
            [OnShutdown] private void Close() => _running = false;
            """).Reports(Rule,
            "Db.Loop can be ended only by Db.Close: Loop [Background] is cancelled and awaited before Close runs '_running = false', so that "
            + "every stop lasts until its time is over. "
            + "Do '_running = false' in an [OnDrain] hook, or take a CancellationToken and look at it in the loop.");

    [Fact]
    public async Task So_it_is_in_a_function_that_the_hook_waits_for() =>
        await Hook("""
            [Background] private Task Loop() => RunAsync();
            private async Task RunAsync() { [|await|] foreach (var n in _numbers.Reader.ReadAllAsync()) GC.KeepAlive(n); }
            [OnShutdown] private void Close() => End();
            private void End() => _numbers.Writer.Complete();
            """).Reports(Rule,
            "Db.RunAsync can be ended only by Db.End: Loop [Background] -> RunAsync is cancelled and awaited before End runs "
            + "'_numbers.Writer.Complete()', so that every stop lasts until its time is over. "
            + "Do '_numbers.Writer.Complete()' in an [OnDrain] hook, or take a CancellationToken and look at it in the loop.");

    [Theory]
    [InlineData("[Background] private void Loop() { [|while|] (!_stopped) Thread.SpinWait(1); } [OnShutdown] private void Close() { _stopped = true; }")]
    [InlineData(
        """
        [Background] private void Loop() { [|while|] (Volatile.Read(ref _running)) Thread.SpinWait(1); }
        [OnShutdown] private void Close() { _running = false; }
        """)]
    [InlineData(
        """
        [Background] private void Loop() { [|for|] (;;) { if (_stopped) break; Thread.SpinWait(1); } }
        [OnShutdown] private void Close() { _stopped = true; }
        """)]
    [InlineData(
        """
        [Background] private void Loop() { [|while|] (true) { if (!_running) { return; } Thread.SpinWait(1); } }
        [PostShutdown] private void Close() { _running = false; }
        """)]
    [InlineData(
        """
        [Background] private void Loop() { [|foreach|] (var n in _queue.GetConsumingEnumerable()) GC.KeepAlive(n); }
        [OnShutdown] private void Close() => _queue.CompleteAdding();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop()
        {
            [|while|] (await _numbers.Reader.WaitToReadAsync()) while (_numbers.Reader.TryRead(out var n)) GC.KeepAlive(n);
        }
        [OnShutdown] private void Close() => _numbers.Writer.TryComplete();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (await _timer.WaitForNextTickAsync().ConfigureAwait(false)) GC.KeepAlive(1); }
        [OnShutdown] private void Close() => _timer.Dispose();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (!_stop.IsCancellationRequested) await Task.Delay(1, _stop.Token); }
        [OnShutdown] private async Task Close() => await _stop.CancelAsync();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (!_stop.Token.IsCancellationRequested) await Task.Yield(); }
        [OnExit] private void Close() => _stop.Cancel();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop()
        {
            [|while|] (true) { try { await _listener.AcceptSocketAsync(); } catch (ObjectDisposedException) { break; } }
        }
        [OnShutdown] private void Close() => _listener.Stop();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop()
        {
            try { [|while|] (true) await _listener.AcceptSocketAsync(); } catch (ObjectDisposedException) { }
        }
        [OnShutdown] private void Close() { _listener?.Stop(); }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (_running) await Task.Yield(); }
        [OnStartup] private void Open() => _running = true;
        [OnShutdown] private void Close() { _running = false; }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(IWorkerContext context)
        {
            [|while|] (_running) { context.AddTask("one", token => Task.Delay(1, token)); await Task.Yield(); }
        }
        [OnShutdown] private void Close() { _running = false; }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (true) await _listener.AcceptSocketAsync(); }
        [Lifespan] private async IAsyncEnumerable<int> Live() { _listener.Start(); await Task.Yield(); yield return 1; _listener.Stop(); }
        """)]
    public async Task Every_way_of_ending_it_too_late_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task Before_its_own_drain_a_hook_has_ended_that_ends_in_the_drain() =>
        await Hook(
            """
            [Background(EndsInDrain = true)] private async Task Loop() { [|await|] foreach (var n in _numbers.Reader.ReadAllAsync()) GC.KeepAlive(n); }
            [OnDrain] private void Drain() => _numbers.Writer.Complete();
            """).Reports(Rule,
            "Db.Loop can be ended only by Db.Drain: Loop [Background] is cancelled and awaited before Drain runs '_numbers.Writer.Complete()', so that "
            + "every stop lasts until its time is over. Take a CancellationToken and look at it in the loop.");

    [Theory]
    [InlineData(
        """
        [Background(EndsInDrain = true)] private async Task Loop(CancellationToken ct) { while (_running) await Task.Delay(1, ct); }
        [OnDrain] private void Drain() => _running = false;
        """)]
    [InlineData(
        """
        [Background(EndsInDrain = false)] private async Task Loop() { while (_running) await Task.Yield(); }
        [OnDrain] private void Drain() => _running = false;
        """)]
    [InlineData("[Background] private async Task Loop() { while (_running) await Task.Yield(); } [OnDrain] private void Drain() => _running = false;")]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_running) await Task.Yield(); }
        [OnDrain] private void Drain() => Close();
        [OnShutdown] private void Close2() => Close();
        private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (_running && !ct.IsCancellationRequested) await Task.Yield(); }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (_running) await Task.Delay(1, ct); }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var end = ct.Register(() => _running = false);
            while (_running) await Task.Yield();
        }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_running) { await Task.Yield(); if (Environment.TickCount > 5) break; } }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_running) await Task.Yield(); }
        [OnShutdown] private void Close() => End();
        public void End() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_running) await Task.Yield(); }
        [OnShutdown] private void Close() => _running = false;
        public bool Running { set => _running = value; }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_running || _queue.Count > 0) await Task.Yield(); }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { while (_linked is { IsCancellationRequested: false }) await Task.Yield(); }
        [OnShutdown] private void Close() => _linked?.Dispose();
        private CancellationTokenSource? _linked;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            _other = CancellationTokenSource.CreateLinkedTokenSource(ct);
            while (!_other.IsCancellationRequested) await Task.Yield();
        }
        [OnShutdown] private void Close() => _other.Cancel();
        private CancellationTokenSource _other = new();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { await Task.Yield(); while (_running) { _running = false; } }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData("[OnStartup] private async Task Open() { while (_running) await Task.Yield(); } [OnShutdown] private void Close() => _running = false;")]
    [InlineData(
        """
        [Background] private Task Loop() { _kept = RunAsync(); return Task.CompletedTask; }
        private Task? _kept;
        private async Task RunAsync() { while (_running) await Task.Yield(); }
        [OnShutdown] private void Close() => _running = false;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { await foreach (var n in _numbers.Reader.ReadAllAsync()) GC.KeepAlive(n); }
        [OnDrain] private void Drain() => _numbers.Writer.Complete();
        """)]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Fix_makes_a_shutdown_hook_that_does_nothing_else_a_drain_hook() =>
        await Hook("""
            [Background] private async Task Loop() { [|while|] (_running) await Task.Yield(); }

            [OnShutdown] // at once
            private void Close() => _running = false;
            """).IsFixed(Rule, Text("""
            [Background] private async Task Loop() { while (_running) await Task.Yield(); }

            [OnDrain] // at once
            private void Close() => _running = false;
            """));

    [Fact]
    public async Task Fix_moves_the_statement_where_the_hook_does_more() =>
        await Hook("""
            [Background] private async Task Loop() { [|while|] (!_stop.IsCancellationRequested) await Task.Yield(); }

            [OnShutdown]
            private async Task CloseAsync()
            {
                await _stop.CancelAsync();
                _numbers.Writer.Complete();
            }
            """).IsFixed(Rule, Text("""
            [Background] private async Task Loop() { while (!_stop.IsCancellationRequested) await Task.Yield(); }

            [OnDrain]
            private async Task Drain() => await _stop.CancelAsync();

            [OnShutdown]
            private async Task CloseAsync()
            {
                _numbers.Writer.Complete();
            }
            """));

    [Theory]
    [InlineData(
        """
        [Background] private async Task Loop() { [|while|] (_running) await Task.Yield(); }
        [OnShutdown] private void Close(CancellationToken ct) { if (!ct.IsCancellationRequested) { _running = false; } }
        """)]
    [InlineData("[Background] private async Task Loop() { [|while|] (_running) await Task.Yield(); } [PostShutdown] private void Close() => _running = false;")]
    [InlineData(
        """
        [Background(EndsInDrain = true)] private async Task Loop() { [|while|] (_running) await Task.Yield(); }
        [OnShutdown] private void Close() => _running = false;
        """)]
    public async Task No_fix_where_it_hangs_on_more(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members)).Configured("dotnet_diagnostic.CA1822.severity = none");

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private readonly System.Threading.Channels.Channel<int> _numbers = System.Threading.Channels.Channel.CreateUnbounded<int>();
            private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = new();
            private readonly System.Net.Sockets.TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
            private readonly CancellationTokenSource _stop = new();
            private bool _running = true;
            private bool _stopped;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """;
}
