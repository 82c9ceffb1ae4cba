using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4004Tests
{
    private const string Rule = RuleIds.EndlessStartup;

    [Fact]
    public async Task A_loop_on_the_token_is_reported() =>
        await Hook("[OnStartup] private async Task Poll(CancellationToken ct) { [|while|] (!ct.IsCancellationRequested) await Task.Delay(1, ct); }")
            .Reports(Rule,
            "Db.Poll never ends: Poll [OnStartup] -> while (!ct.IsCancellationRequested) keeps the unit from ever being started, and what depends on it. "
            + "Mark Poll with [Background] in place of [OnStartup].");

    [Fact]
    public async Task A_loop_in_a_method_that_the_hook_awaits_is_reported_with_the_way_to_it() =>
        await Hook(
            """
            [OnReady] private Task Go(CancellationToken ct) => Loop(ct);
            private async Task Loop(CancellationToken ct) { [|for|] (;;) await Task.Delay(1, ct); }
            """).Reports(Rule,
            "Db.Loop never ends: Go [OnReady] -> Loop -> for (;;) keeps the unit from ever being started, and what depends on it. "
            + "Call Loop from a [Background] hook.");

    [Theory]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { [|while|] (true) await Task.Delay(1, ct); }")]
    [InlineData("[OnInit] private void Go() { [|while|] (true) _n++; }")]
    [InlineData("[PreStartup] private async Task Go(CancellationToken ct) { [|do|] await Task.Delay(1, ct); while (ct.IsCancellationRequested == false); }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { [|for|] (var i = 0; true; i++) { if (i > 5) continue; await Task.Delay(1, ct); } }")]
    [InlineData(
        """
        [OnStartup] private async ValueTask Go(CancellationToken ct)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            [|while|] (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false)) _n++;
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(IWorkerContext c, CancellationToken ct)
        {
            [|while|] (!c.Stopping.IsCancellationRequested) await Task.Delay(1, ct);
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            try { [|while|] (true) await Task.Delay(1, ct); } catch (OperationCanceledException) { }
        }
        """)]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { try { [|while|] (true) await Task.Delay(1, ct); } finally { _n = 0; } }")]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            [|while|] (true) { ct.ThrowIfCancellationRequested(); try { await Task.Delay(1, ct); } catch (IOException) { _n++; } }
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            [|while|] (true) { while (_n < 5) { if (_n == 3) break; _n++; } await Task.Delay(1, ct); }
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            [|while|] (true) { if (ct.IsCancellationRequested) return; await Task.Delay(1); }
        }
        """)]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { if (_n > 0) { [|while|] (true) await Task.Delay(1, ct); } }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { await Inner(); async Task Inner() { [|while|] (true) await Task.Delay(1, ct); } }")]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct) { await A<int>(ct).ConfigureAwait(false); }
        private async Task A<T>(CancellationToken t) => await B(t);
        private async Task B(CancellationToken t) { [|while|] (!t.IsCancellationRequested) await Task.Delay(1, t); }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            [|while|] (true) { await foreach (var n in Numbers()) { if (n > 1) break; } await using var s = new MemoryStream(); }
        }
        private async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
        """)]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With(
            """
            public abstract class Base<T>
            {
                [OnStartup] protected async Task Loop(CancellationToken ct) { [|while|] (true) await Task.Delay(1, ct); }
            }
            """,
            "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int> { [OnReady] private Task Go(CancellationToken ct) => Other(ct); }", "Db.cs")
            .And("partial class Db { private async Task Other(CancellationToken ct) { [|while|] (true) await Task.Delay(1, ct); } }", "Db.Other.cs")
            .Reports(Rule);

    [Theory]
    [InlineData("[Background] private async Task Go(CancellationToken ct) { while (true) await Task.Delay(1, ct); }")]
    [InlineData("[Run] private async Task Go(CancellationToken ct) { while (true) await Task.Delay(1, ct); }")]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            while (true) { try { await Task.Delay(1, ct); return; } catch (IOException) { await Task.Delay(5, ct); } }
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            while (true) { if (_n++ > 5) throw new InvalidOperationException(); await Task.Delay(1, ct); }
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested) { if (_n++ > 5) break; await Task.Delay(1, ct); }
        }
        """)]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { while (!ct.IsCancellationRequested && _n < 5) await Task.Delay(1, ct); }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { while (_n < 5) await Task.Delay(1, ct); }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { for (var i = 0; i < 3; i++) await Task.Delay(1, ct); }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { foreach (var i in new[] { 1 }) await Task.Delay(i, ct); }")]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
            source.CancelAfter(100);
            while (!source.IsCancellationRequested) await Task.Delay(1, ct);
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            using var source = new CancellationTokenSource(100);
            ct = source.Token;
            while (!ct.IsCancellationRequested) await Task.Delay(1);
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
            source.CancelAfter(100);
            await Until(source.Token);
        }
        private async Task Until(CancellationToken ct) { while (!ct.IsCancellationRequested) await Task.Delay(1, CancellationToken.None); }
        """)]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { try { while (true) await Task.Delay(1, ct); } catch (IOException) { } }")]
    [InlineData(
        """
        [OnStartup] private async Task Go(CancellationToken ct)
        {
            while (true) { switch (_n++) { case 5: goto done; default: await Task.Delay(1, ct); break; } }
            done: _n = 0;
        }
        """)]
    [InlineData(
        """
        [OnStartup] private void Go(CancellationToken ct) => _loop = Loop();
        [OnShutdown] private Task Close() => _loop;
        private async Task Loop() { while (true) await Task.Delay(1); }
        """)]
    [InlineData(
        """
        [OnStartup] private void Go() { Func<Task> loop = async () => { while (true) await Task.Delay(1); }; _loop = loop(); }
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData("private async Task NoHook() { while (true) await Task.Delay(1); }")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Fix_makes_it_a_background_hook() =>
        await Hook("""
            // polls
            [OnStartup(Retries = 3, Order = 2)] // for ever
            private async Task Poll(CancellationToken ct)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                [|while|] (await timer.WaitForNextTickAsync(ct))
                    _n++;
            }

            [OnReady]
            private async Task Go(CancellationToken ct)
            {
                [|while|] (true) await Task.Delay(1, ct);
            }
            """).IsFixed(Rule, Text("""
            // polls
            [Background(Order = 2)] // for ever
            private async Task Poll(CancellationToken ct)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(ct))
                    _n++;
            }

            [Background]
            private async Task Go(CancellationToken ct)
            {
                while (true) await Task.Delay(1, ct);
            }
            """));

    [Theory]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { await Task.Delay(1, ct); [|while|] (true) await Task.Delay(1, ct); }")]
    [InlineData("[OnStartup] private async Task Go(CancellationToken ct) { _n = 5; [|while|] (true) await Task.Delay(1, ct); }")]
    [InlineData(
        """
        [OnStartup] private Task Go(CancellationToken ct) => Loop(ct);
        private async Task Loop(CancellationToken ct) { [|while|] (true) await Task.Delay(1, ct); }
        """)]
    public async Task No_fix_where_the_hook_does_something_else_too(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private int _n;
            private Task _loop = Task.CompletedTask;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """;
}
