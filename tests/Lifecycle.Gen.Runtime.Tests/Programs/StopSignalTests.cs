using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Programs;

/// <summary>What several signals mean: one wish to stop that arrives more than once, or a second wish, to end at once.</summary>
public class StopSignalTests
{
    private readonly Rig _rig = new();

    [Theory]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGQUIT, PosixSignal.SIGQUIT)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGTERM)]
    public async Task R_SIG_3_A_repetition_within_a_second_is_the_same_wish(PosixSignal first, PosixSignal second)
    {
        var (process, run) = Run(shutdown: token => _rig.Delay(2, token));

        process.Raise(first);
        process.Raise(second);
        _rig.Advance(0.99);
        process.Raise(second);
        Assert.Null(process.ForcedCode);
        _rig.Advance(1.01);

        Assert.Equal(0, await run.InTime());
        Assert.Equal("up a, down a, dispose a", _rig.Journal.ToString());
    }

    [Fact]
    public async Task R_SIG_3_The_second_is_counted_from_the_first_signal_and_not_from_the_last()
    {
        var (process, run) = Run(shutdown: token => _rig.Delay(2, token));

        process.Raise(PosixSignal.SIGTERM);
        _rig.Advance(0.6);
        process.Raise(PosixSignal.SIGTERM);
        _rig.Advance(0.4);
        Assert.Null(process.ForcedCode);
        process.Raise(PosixSignal.SIGTERM);

        Assert.Equal(143, process.ForcedCode);
        _rig.Advance(2);
        await run.InTime();
    }

    [Fact]
    public async Task R_SIG_3_SIGQUIT_after_another_signal_is_never_a_repetition()
    {
        var (process, run) = Run(shutdown: token => _rig.Delay(2, token));

        process.Raise(PosixSignal.SIGINT);
        process.Raise(PosixSignal.SIGQUIT);

        Assert.Equal(131, process.ForcedCode);
        _rig.Advance(2);
        await run.InTime();
    }

    [Theory]
    [InlineData(0, 0.0, true)]
    [InlineData(double.NaN, 0.0, true)]
    [InlineData(-1, 0.0, true)]
    [InlineData(3, 2.9, false)]
    [InlineData(3, 3.0, true)]
    [InlineData(double.PositiveInfinity, 1e6, false)]
    public async Task The_time_is_an_option(double window, double pause, bool forces)
    {
        _rig.RepeatedSignals = window;
        var (process, run) = Run(token => _rig.Delay(2e6, token), budget: 0);

        process.Raise(PosixSignal.SIGINT);
        _rig.Advance(pause);
        process.Raise(PosixSignal.SIGINT);

        Assert.Equal(forces ? 130 : null, process.ForcedCode);
        _rig.Advance(2e6);
        await run.InTime();
    }

    [Fact]
    public async Task A_repetition_that_comes_when_the_worker_has_stopped_already_finds_a_handler_and_does_nothing()
    {
        var (process, run) = Run();
        process.Raise(PosixSignal.SIGTERM);
        _rig.Settle();
        Assert.Equal(0, await run.InTime());

        _rig.Advance(0.9);
        Assert.True(process.IsListening);
        process.Raise(PosixSignal.SIGTERM);
        process.Raise(PosixSignal.SIGHUP);
        Assert.Null(process.ForcedCode);

        _rig.Advance(0.1);
        Assert.False(process.IsListening);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task Without_a_signal_the_handlers_go_with_the_worker()
    {
        var (process, run) = Run(hooks: u => u.Marks(Hook.Run));

        Assert.Equal(0, await run.InTime());
        Assert.False(process.IsListening);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_SIG_1_SIGHUP_of_a_terminal_that_is_closed_stops_in_order_and_reloads_nothing()
    {
        var (process, run) = Run(hasTerminal: true);

        process.Raise(PosixSignal.SIGHUP);
        _rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.Equal("up a, down a, dispose a", _rig.Journal.ToString());
        Assert.False(process.IsListening);
    }

    [Fact]
    public async Task SIGHUP_of_a_terminal_neither_forces_an_end_nor_is_a_first_signal()
    {
        var (process, run) = Run(shutdown: token => _rig.Delay(5, token), hasTerminal: true);

        process.Raise(PosixSignal.SIGHUP);
        _rig.Advance(2);
        process.Raise(PosixSignal.SIGHUP);
        process.Raise(PosixSignal.SIGTERM);
        _rig.Advance(2);
        process.Raise(PosixSignal.SIGHUP);
        Assert.Null(process.ForcedCode);
        _rig.Advance(1);

        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task SIGHUP_of_a_terminal_before_the_start_keeps_the_worker_from_starting()
    {
        var process = new FakeProcess { HasTerminal = true };
        var run = ProcessRun.RunAsync(_rig.Unit("a").Build(), process, CancellationToken.None);

        process.Raise(PosixSignal.SIGHUP);
        _rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.Equal("", _rig.Journal.Of("up"));
    }

    private (FakeProcess Process, Task<int> Run) Run(Func<CancellationToken, Task>? shutdown = null, bool hasTerminal = false, double budget = 30) =>
        Run(u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, shutdown ?? (_ => Task.CompletedTask)), hasTerminal, budget);

    private (FakeProcess Process, Task<int> Run) Run(Action<TestUnit> hooks, bool hasTerminal = false, double budget = 30)
    {
        var process = new FakeProcess { HasTerminal = hasTerminal };
        var run = ProcessRun.RunAsync(_rig.Unit("a", "", hooks).Build(shutdown: budget), process, CancellationToken.None);
        _rig.Settle();
        return (process, run);
    }
}
