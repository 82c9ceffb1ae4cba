using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>Budget and grace together are the end of everything, whatever the number of units and phases, and what was abandoned has its name.</summary>
public class BudgetTests
{
    private static readonly int[] s_everyPhaseDown = [Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    private readonly Rig _rig = new();

    [Fact]
    public async Task R_STOP_4_A_chain_of_shutdown_hooks_that_ignore_their_tokens_has_one_grace()
    {
        for (var i = 0; i < 8; i++)
            _rig.Unit($"u{i}", i == 0 ? "" : $"u{i - 1}", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var worker = _rig.Build(shutdown: 1, grace: 1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        _rig.Advance(2.01);

        Assert.True(stop.IsCompleted, _rig.Journal.ToString());
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop);
        Assert.Equal(
            Enumerable.Range(0, 8).Reverse().Select(i => $"u{i}"),
            error.Others.Prepend(error).OfType<LifecycleException>().Select(failure => failure.Unit).Distinct());
    }

    [Fact]
    public async Task R_STOP_4_Units_that_ignore_everything_in_all_phases_have_one_budget_for_the_stop_and_the_end_of_a_program()
    {
        var process = new FakeProcess();
        for (var i = 0; i < 20; i++)
        {
            _rig.Unit($"u{i:00}", i == 0 ? "" : $"u{i - 1:00}", u =>
            {
                u.Marks(Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady);
                foreach (var phase in s_everyPhaseDown)
                    u.On(phase, _ => new TaskCompletionSource().Task);
            });
        }

        var run = ProcessRun.RunAsync(_rig.Build(shutdown: 1, grace: 0.2), process, CancellationToken.None);
        _rig.Settle();
        process.Raise(PosixSignal.SIGTERM);
        _rig.Advance(1.21);

        Assert.True(run.IsCompleted, _rig.Journal.ToString());
        Assert.Equal(3, await run);
    }

    [Fact]
    public async Task R_FAIL_1_A_failed_start_has_one_budget_too()
    {
        for (var i = 0; i < 5; i++)
        {
            _rig.Unit($"u{i}", i == 0 ? "" : $"u{i - 1}", u => u.Marks(Hook.OnInit, Hook.OnStartup)
                .On(Hook.OnShutdown, _ => new TaskCompletionSource().Task).On(Hook.OnExit, _ => new TaskCompletionSource().Task));
        }

        _rig.Unit("x", "u4", u => u.On(Hook.OnStartup, () => throw new IOException("x")));
        var start = _rig.Build(shutdown: 1, grace: 1).StartAsync();
        _rig.Advance(2.01);

        Assert.True(start.IsCompleted, _rig.Journal.ToString());
        Assert.Equal("x", (await Assert.ThrowsAsync<UnitStartException>(() => start)).Unit);
    }

    [Fact]
    public void The_defaults_leave_a_supervisor_that_kills_after_30_seconds_time_for_the_report()
    {
        var defaults = new WorkerOptions();

        Assert.InRange(defaults.DrainDelaySeconds + defaults.ShutdownTimeoutSeconds + defaults.ShutdownGraceSeconds, 1, 29);
    }

    [Fact]
    public async Task R_STOP_4_A_drain_that_hangs_takes_no_time_from_units_that_have_nothing_to_do_with_it_and_is_the_only_failure()
    {
        var ended = false;
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnReady).On(Hook.OnDrain, _ => new TaskCompletionSource().Task))
            .Unit("b", "", u => u.Marks(Hook.OnStartup, Hook.OnReady, Hook.OnDrain).On(Hook.OnShutdown, async token =>
            {
                await _rig.Delay(3, token);
                ended = true;
            }))
            .Unit("c", "b", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => _rig.Delay(1, token)));
        var worker = _rig.Build(shutdown: 10, grace: 1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        _rig.Advance(11.01);

        Assert.True(stop.IsCompleted, _rig.Journal.ToString());
        Assert.True(ended);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop);
        Assert.Equal(("a", "OnDrain", 0), (error.Unit, error.Phase, error.Others.Count));
    }

    [Fact]
    public async Task R_STOP_4_drains_that_hang_one_after_another_have_half_of_what_is_left_each_and_the_shutdown_has_the_rest()
    {
        for (var i = 0; i < 3; i++)
            _rig.Unit($"u{i}", i == 0 ? "" : $"u{i - 1}", u => u.Marks(Hook.OnReady).On(Hook.OnDrain, _ => new TaskCompletionSource().Task));

        var ended = false;
        _rig.Unit("v", "", u => u.On(Hook.OnShutdown, async token =>
        {
            await _rig.Delay(3.9, token);
            ended = true;
        }));
        var worker = _rig.Build(shutdown: 32, grace: 1);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        _rig.Advance(16 + 8 + 4 + 3.9);

        Assert.True(ended, _rig.Journal.ToString());
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(
            [("u2", 16.0), ("u1", 8.0), ("u0", 4.0)],
            error.Others.Prepend(error).Cast<LifecycleTimeoutException>().Select(late => (late.Unit!, late.LimitSeconds)));
    }
}
