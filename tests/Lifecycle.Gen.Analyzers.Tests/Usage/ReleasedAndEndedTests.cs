using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>What LCG4007 has released and LCG4011 has ended is one and the same object at times: the fix of one is no mistake of the other.</summary>
public sealed class ReleasedAndEndedTests
{
    [Fact]
    public async Task What_a_background_hook_waits_for_is_released_in_the_drain() =>
        await Unit("""
            [OnStartup]
            private void Open() => [|_timer = new PeriodicTimer(TimeSpan.FromSeconds(1))|];

            [Background]
            private async Task {|LCG3004:TickAsync|}() { while (await _timer!.WaitForNextTickAsync()) GC.KeepAlive(this); }
            """).IsFixed(RuleIds.Unreleased, Text("""
            [OnStartup]
            private void Open() => _timer = new PeriodicTimer(TimeSpan.FromSeconds(1));

            [OnDrain]
            private void Close()
            {
                _timer?.Dispose();
            }

            [Background]
            private async Task TickAsync() { while (await _timer!.WaitForNextTickAsync()) GC.KeepAlive(this); }
            """));

    [Theory]
    [InlineData(
        """
        [OnStartup] private void Open() => [|_timer = new PeriodicTimer(TimeSpan.FromSeconds(1))|];
        [Background] private async Task {|LCG3004:TickAsync|}() { while (await _timer!.WaitForNextTickAsync()) GC.KeepAlive(this); }
        """, "OnDrain")]
    [InlineData(
        """
        [OnStartup] private void Open() => [|_timer = new PeriodicTimer(TimeSpan.FromSeconds(1))|];
        [Background] private async Task TickAsync(CancellationToken ct) { while (await _timer!.WaitForNextTickAsync(ct)) GC.KeepAlive(this); }
        """, "OnShutdown")]
    [InlineData(
        """
        [OnStartup] private void Open() => [|_clients = new TcpListener(System.Net.IPAddress.Loopback, 0)|];
        [Background] private async Task AcceptAsync() { {|LCG4005:while|} (true) GC.KeepAlive(await _clients!.AcceptSocketAsync()); }
        """, "OnDrain")]
    public async Task The_message_names_the_phase_of_the_fix(string members, string phase)
    {
        var reported = await Unit(members).Reports(RuleIds.Unreleased);
        var message = reported.Diagnostics.Single(one => one.Id == RuleIds.Unreleased).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"Dispose it in an [{phase}] hook.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ended_in_the_drain_counts_as_released() =>
        await Unit("""
            [OnStartup]
            private void Open() => _timer = new PeriodicTimer(TimeSpan.FromSeconds(1));

            [Background]
            private async Task TickAsync() { [|while|] (await _timer!.WaitForNextTickAsync()) GC.KeepAlive(this); }

            [OnShutdown]
            private void Close() => _timer?.Dispose();
            """).IsFixed(RuleIds.EndedTooLate, Text("""
            [OnStartup]
            private void Open() => _timer = new PeriodicTimer(TimeSpan.FromSeconds(1));

            [Background]
            private async Task TickAsync() { while (await _timer!.WaitForNextTickAsync()) GC.KeepAlive(this); }

            [OnDrain]
            private void Close() => _timer?.Dispose();
            """));

    [Fact]
    public async Task Of_loops_in_each_other_one_is_reported() =>
        await Unit("""
            [Background] private async Task Loop()
            {
                [|while|] (true) { while (true) { if (_stopped) goto end; await Task.Yield(); } }
                end: GC.KeepAlive(this);
            }
            [OnShutdown] private void Close() => _stopped = true;
            """).Reports(RuleIds.EndedTooLate);

    private static Project Unit(string members) => Project.With(Text(members)).Configured("dotnet_diagnostic.CA1822.severity = none");

    private static string Text(string members) => $$"""
        using System.Net.Sockets;

        [Unit]
        public sealed partial class Db
        {
            private PeriodicTimer? _timer;
            private TcpListener? _clients;
            private volatile bool _stopped;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """;
}
