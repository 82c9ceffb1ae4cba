using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Diagrams.Tests;

/// <summary>The line that a long start shows on a terminal.</summary>
public class ProgressTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _terminal = new();

    [Fact]
    public async Task A_long_start_says_what_it_waits_for_and_clears_the_line()
    {
        using var progress = new StartupProgress(_terminal, _time);
        await using var worker = new Slow(new WorkerOptions { TimeProvider = _time, Observer = progress });
        var start = worker.StartAsync();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal("", _terminal.ToString());

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("\r\u001b[K1 unit is up after 1.0 s; waiting for Lifecycle.Diagrams.Tests.SlowBroker (1.0 s)", _terminal.ToString());
        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.EndsWith(" unit is up after 1.3 s; waiting for Lifecycle.Diagrams.Tests.SlowBroker (1.3 s)", _terminal.ToString(), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        await start;
        Assert.EndsWith(" s)\r\u001b[K", _terminal.ToString(), StringComparison.Ordinal);

        var shown = _terminal.ToString();
        _time.Advance(TimeSpan.FromSeconds(5));
        await worker.StopAsync();
        Assert.Equal(shown, _terminal.ToString());
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_no_line_and_no_timer()
    {
        using var progress = new StartupProgress(_terminal, _time);
        await using var worker = new Slow(new WorkerOptions { TimeProvider = _time, Observer = progress });
        using var cancellation = new CancellationTokenSource();
        var start = worker.StartAsync(cancellation.Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);

        var shown = _terminal.ToString();
        Assert.EndsWith("\r\u001b[K", shown, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(shown, _terminal.ToString());
    }

    [Fact]
    public async Task Where_there_is_no_terminal_nothing_is_written()
    {
        using var progress = new StartupProgress(output: null, _time);
        await using var worker = new Slow(new WorkerOptions { TimeProvider = _time, Observer = progress });
        var start = worker.StartAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        await start;
        Assert.Equal(UnitState.Started, worker.State);
    }
}

[Unit]
public sealed partial class QuickStore
{
    [OnStartup]
    private void Open()
    {
    }
}

[Unit]
public sealed partial class SlowBroker(QuickStore store, TimeProvider time)
{
    [OnStartup]
    private Task ConnectAsync(CancellationToken token) => Task.Delay(TimeSpan.FromSeconds(store is null ? 0 : 2), time, token);
}

[Worker, Mixin<SlowBroker>]
public sealed partial class Slow;
