namespace Lifecycle.Roslyn512.Tests;

/// <summary>The rules that follow the flow of hooks, on jumps to a label: each jump leaves or continues the loop that it names.</summary>
public sealed class LabelledLoopTests
{
    [Theory]
    // One mistake, one report.
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            outer: while (true) { foreach (var x in new int[3]) { if (x > 1) continue outer; await Task.Delay(10); } }
        }
        """, "LCG4005")]
    [InlineData(
        """
        [Background] private async Task Loop() { outer: while (true) { while (true) { if (_on) break outer; await Task.Yield(); } } }
        [OnDrain] private void Stop() => _on = true;
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { outer: while (true) { while (true) { if (_on) break outer; await Task.Yield(); } } }
        [OnShutdown] private void Stop() => _on = true;
        """, "LCG4011")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            outer: while (true) { while (true) { try { await Task.Delay(10, ct); } catch (System.Exception) { continue outer; } } }
        }
        """, "LCG4006")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            outer: while (true) { while (true) { try { await Task.Delay(10, ct); } catch (System.Exception) { break outer; } } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            outer: while (!ct.IsCancellationRequested)
            {
                foreach (var x in new int[3]) { try { await Task.Delay(10, ct); } catch (System.Exception) { continue outer; } }
            }
        }
        """)]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live(CancellationToken ct)
        {
            outer: for (;;) { for (;;) { if (_on) break outer; await Task.Delay(1, ct); } }
            yield return 0;
        }
        """)]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live(CancellationToken ct)
        {
            await Task.Delay(1, ct);
            outer: while (true) { while (true) { yield return 0; break outer; } }
        }
        """)]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<int> Live(CancellationToken ct)
        {
            await Task.Delay(1, ct);
            outer: for (var i = 0; i < 3; i++) { for (;;) { yield return 0; if (_on) continue outer; break; } }
        }
        """, "LCG3009")]
    [InlineData(
        """
        [OnStartup] private async Task Open(CancellationToken ct)
        {
            var first = Task.Delay(1, ct);
            outer: foreach (var x in new int[2]) { foreach (var y in new int[2]) { if (x > y) continue outer; if (_on) break outer; await first; } }
            await first;
        }
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Open(CancellationToken ct)
        {
            List<int> numbers = [with(capacity: 10), 1, 2];
            outer: foreach (var x in numbers) { while (true) { if (x > 1) continue outer; _ = Task.Delay(1, ct); if (_on) break outer; } }
            await Task.Yield();
        }
        """, "LCG4001")]
    public async Task A_jump_is_followed_to_its_label(string members, params string[] rules)
    {
        var run = CSharp15Tests.Run($$"""
            [Unit] public sealed partial class Db
            {
                private volatile bool _on = true;
                public void Set(bool on) { if (on) System.GC.KeepAlive(this); }
                {{members}}
                [OnInit] private void Init() => System.GC.KeepAlive(_on);
            }
            """);
        Assert.Equal(rules, (await CSharp15Tests.AnalyzeAsync(run)).Select(found => found.Id));
    }
}
