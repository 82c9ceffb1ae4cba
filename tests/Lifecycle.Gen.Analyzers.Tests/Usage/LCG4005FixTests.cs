using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>The fixes of LCG4005.</summary>
public sealed class LCG4005FixTests
{
    private const string Rule = RuleIds.DeafLoop;

    [Fact]
    public async Task Fix_passes_the_token_to_what_waits_for_others() =>
        await LCG4005Tests.Hook(
            """
            [Background] private async Task Loop(CancellationToken ct)
            {
                [|while|] (!ct.IsCancellationRequested) GC.KeepAlive(await _socket.ReceiveAsync());
            }
            private readonly System.Net.Sockets.UdpClient _socket = new();
            """)
            .IsFixed(Rule, LCG4005Tests.Text(
                """
                [Background] private async Task Loop(CancellationToken ct)
                {
                    while (!ct.IsCancellationRequested) GC.KeepAlive(await _socket.ReceiveAsync(ct));
                }
                private readonly System.Net.Sockets.UdpClient _socket = new();
                """));

    [Fact]
    public async Task Fix_looks_at_the_token() =>
        await LCG4005Tests.Hook("""
            [Background]
            private async Task Loop(CancellationToken ct)
            {
                [|while|] (true) // for ever
                {
                    await Task.Delay(1000);
                    _list.Clear();
                }
            }

            [Background] private async Task Tick(CancellationToken stopping)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                [|while|] (await timer.WaitForNextTickAsync()) _list.Clear();
            }
            [Background] private async Task Short(CancellationToken ct) { [|for|] (;;) await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false); }
            """).IsFixed(Rule, LCG4005Tests.Text("""
            [Background]
            private async Task Loop(CancellationToken ct)
            {
                while (!ct.IsCancellationRequested) // for ever
                {
                    await Task.Delay(1000, ct);
                    _list.Clear();
                }
            }

            [Background] private async Task Tick(CancellationToken stopping)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(stopping)) _list.Clear();
            }
            [Background] private async Task Short(CancellationToken ct) { for (;;) await Task.Delay(TimeSpan.FromSeconds(1), ct).ConfigureAwait(false); }
            """));

    [Theory]
    [InlineData(
        """
        [Background] private Task Loop(CancellationToken ct) => RunAsync();
        private async Task RunAsync() { [|while|] (true) await Task.Delay(1000); }
        """)]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { [|for|] (;;) await Task.Yield(); }")]
    public async Task No_fix_without_a_token_or_a_place_for_it(string members) => await LCG4005Tests.Hook(members).HasNoFix(Rule);
}
