using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4005Tests
{
    private const string Rule = RuleIds.DeafLoop;

    [Fact]
    public async Task A_loop_that_does_not_look_at_the_token_of_its_hook_is_reported() =>
        await Hook("[Background] private async Task Loop(CancellationToken ct) { [|while|] (true) { await Task.Delay(1000); _list.Clear(); } }").Reports(Rule,
            "Db.Loop never looks at its token: Loop [Background] is cancelled and awaited before its unit shuts down, and holds up the stop "
            + "until its time is over. "
            + "Write 'while (!ct.IsCancellationRequested)', and pass ct to what it awaits.");

    [Fact]
    public async Task So_is_one_in_a_hook_without_a_token() =>
        await Hook("[Background] private void Loop() { [|for|] (;;) Thread.Sleep(1000); }", "LCG4003").Reports(Rule,
            "Db.Loop never looks at its token: Loop [Background] is cancelled and awaited before its unit shuts down, and holds up the stop "
            + "until its time is over. "
            + "Take a CancellationToken and write 'while (!cancellationToken.IsCancellationRequested)'.");

    [Theory]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|do|] await Task.Delay(1).ConfigureAwait(false); while (true); }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|for|] (var i = 0; true; i++) { if (i > 5) continue; await Task.Yield(); } }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            [|while|] (true) await StepAsync();
        }
        private async Task StepAsync() { _list.Clear(); await Task.Delay(1); }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { try { _list.Clear(); } catch (Exception) { } await Task.Delay(1); }
        }
        """)]
    [InlineData("[Background] private async Task Loop() { [|while|] (true) { _list.Clear(); await Task.Yield(); } }")]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_a_function_that_the_hook_waits_for() =>
        await Hook(
            """
            [Background] private Task Loop(CancellationToken ct) => RunAsync();
            private async Task RunAsync() { [|while|] (true) { await Task.Delay(1000); _list.Clear(); } }
            """).Reports(Rule,
            "Db.RunAsync never looks at its token: Loop [Background] -> RunAsync is cancelled and awaited before its unit shuts down, and "
            + "holds up the stop until its time is over. "
            + "Take a CancellationToken and write 'while (!cancellationToken.IsCancellationRequested)'.");

    [Fact]
    public async Task A_timer_of_its_own_that_ticks_for_ever_is_reported() =>
        await Hook(
            """
            [Background] private async Task Loop(CancellationToken ct)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                [|while|] (await timer.WaitForNextTickAsync()) _list.Clear();
            }
            """).Reports(Rule,
            "Db.Loop never looks at its token: Loop [Background] is cancelled and awaited before its unit shuts down, and holds up the stop "
            + "until its time is over. "
            + "Pass ct to WaitForNextTickAsync.");

    [Theory]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { await Inner(); async Task Inner() { [|while|] (true) await Task.Delay(1); } }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            [|for|] (; await timer.WaitForNextTickAsync().ConfigureAwait(false);) _list.Clear();
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { await File.WriteAllTextAsync("a", "b"); await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var http = new System.Net.Http.HttpClient();
            [|while|] (true) { await http.GetStringAsync("a"); await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private void Loop() { [|while|] (true) _queue.Take(); }
        private readonly System.Collections.Concurrent.BlockingCollection<int> _queue = [];
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var client = new System.Net.Sockets.UdpClient();
            [|while|] (true) { await client.ReceiveAsync(); await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { for (;;) { if (_list.Count > 0) break; _list.Clear(); } await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { switch (_list.Count) { case 0: break; default: goto case 0; } await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { foreach (var n in _list) { if (n > 1) break; } await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            [|while|] (true) { again: if (_list.Count > 0) goto again; await Task.Delay(1); }
        }
        """)]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|while|] (true) { while (true) { await Task.Delay(1); } } }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|while|] (true) await Task.Delay(1, CancellationToken.None); }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|while|] (true) await Task.Delay(1, default); }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { [|while|] (true) GC.KeepAlive(await _socket.ReceiveAsync()); }
        private readonly System.Net.Sockets.UdpClient _socket = new();
        """)]
    public async Task So_is_what_cannot_be_ended_from_outside(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With(
            """
            public abstract class Base<T>
            {
                [Background] protected async Task Loop(CancellationToken ct) { [|while|] (true) await Task.Delay(1); }
            }
            """,
            "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int>;", "Db.cs")
            .And("partial class Db { [Background] private async Task Other(CancellationToken ct) { [|while|] (true) await Task.Delay(1); } }", "Db.Other.cs")
            .Reports(Rule);

    [Theory]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (!ct.IsCancellationRequested) await Task.Delay(1); }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (true) await Task.Delay(1, ct); }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (true) { ct.ThrowIfCancellationRequested(); await Task.Delay(1); } }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (true) { if (_list.Count > 0) break; await Task.Delay(1); } }")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (true) { if (_list.Count > 0) return; await Task.Delay(1); } }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            try { while (true) { _list.Clear(); await Task.Delay(1); } } catch (InvalidOperationException) { }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { _ct = ct; while (true) await StepAsync(); }
        private async Task StepAsync() { _list.Clear(); await Task.Delay(1, _ct); }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (true) await _next(); }
        private readonly Func<Task> _next = () => Task.CompletedTask;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(IWorkerContext context)
        {
            while (true) { await Task.Yield(); if (context.Stopping.IsCancellationRequested) throw new OperationCanceledException(); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (true) await StepAsync(); }
        private async Task StepAsync() { await Task.Delay(1); if (_list.Count > 0) throw new OperationCanceledException(); }
        """)]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { for (var i = 0; i < 3; i++) await Task.Delay(1); }")]
    [InlineData("[Run] private async Task Loop(CancellationToken ct) { while (true) await Task.Delay(1); }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { try { await RunAsync(); } catch (InvalidOperationException) { } }
        private async Task RunAsync() { while (true) { _list.Clear(); await Task.Delay(1); } }
        """)]
    [InlineData(
        """
        [Background] private Task Loop(CancellationToken ct) { _kept = RunAsync(); return Task.CompletedTask; }
        private Task? _kept;
        private async Task RunAsync() { while (true) await Task.Delay(1); }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync(ct)) _list.Clear();
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            using var end = ct.Register(timer.Dispose);
            while (await timer.WaitForNextTickAsync()) _list.Clear();
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (await _timer.WaitForNextTickAsync()) _list.Clear(); }
        private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
        [OnDrain] private void Drain() => _timer.Dispose();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { using var end = ct.Register(() => _list.Clear()); await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { while (_list.Count > 0) { if (_list.Count > 5) goto done; } await Task.Delay(1); }
            done: _list.Clear();
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { switch (_list.Count) { case 0: return; } await Task.Delay(1); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested) GC.KeepAlive(await _socket.ReceiveAsync());
        }
        private readonly System.Net.Sockets.UdpClient _socket = new();
        [OnDrain] private void Drain() => _socket.Close();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var end = ct.Register(_socket.Close);
            while (!ct.IsCancellationRequested) GC.KeepAlive(await _socket.ReceiveAsync());
        }
        private readonly System.Net.Sockets.UdpClient _socket = new();
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (!ct.IsCancellationRequested) await _signal.WaitAsync(1000); }
        private readonly SemaphoreSlim _signal = new(0);
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct) { while (!ct.IsCancellationRequested) await _signal.WaitAsync(); }
        private readonly SemaphoreSlim _signal = new(0);
        [OnDrain] private void Drain() => _signal.Release();
        """)]
    [InlineData("private async Task NoHook(CancellationToken ct) { while (true) await Task.Delay(1); }")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task A_loop_that_asks_its_token_and_then_waits_without_it_is_reported() =>
        await Hook(
            """
            [Background] private async Task Loop(CancellationToken ct)
            {
                [|while|] (!ct.IsCancellationRequested) await _signal.WaitAsync();
            }
            private readonly SemaphoreSlim _signal = new(0);
            """).Reports(Rule,
            "Db.Loop never looks at its token: Loop [Background] is cancelled and awaited before its unit shuts down, but while it waits in "
            + "_signal.WaitAsync() it hears of nothing, and holds up the stop. "
            + "Pass ct to WaitAsync.");

    [Fact]
    public async Task Where_the_hook_takes_no_token_but_could_LCG3004_speaks() =>
        await Hook("[Background] private async Task {|LCG3004:Loop|}() { while (true) await Task.Delay(1000); }").Reports(Rule);

    internal static Project Hook(string members, string off = "LCG9999") => Project.With(Text(members)).Configured($"dotnet_diagnostic.{off}.severity = none");

    internal static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private readonly List<int> _list = [];
            private CancellationToken _ct;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """;
}
