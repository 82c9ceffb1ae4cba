using Lifecycle.Runtime.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime.Tests;

/// <summary>While an operation waits for a hook for some seconds, the log names it (R-OBS-2).</summary>
public sealed class WaitNoticeTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly LogSpy _log = new(_ => { });

    private IEnumerable<string> Notices => _log.Messages.Where(message => message.Contains(" waits for ", StringComparison.Ordinal));

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.Warning)]
    public async Task R_OBS_2_a_stop_names_the_hook_that_it_waits_for_after_5_seconds_and_then_each_time_twice_as_long(LogLevel least)
    {
        _log.Least = least;
        _rig.Unit("a", "", u => u.On(Hook.OnShutdown, token => _rig.Delay(4.9, token)))
            .Unit("b", "a", u => u.On(Hook.OnShutdown, token => _rig.Delay(41, token)));
        var worker = _rig.Build(shutdown: 100, logger: _log);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        _rig.Advance(50);
        await stop.InTime();

        Assert.Equal(
            [
                "Test.Worker waits for [OnShutdown] down1 of b for 5 s", "Test.Worker waits for [OnShutdown] down1 of b for 10 s",
                "Test.Worker waits for [OnShutdown] down1 of b for 20 s", "Test.Worker waits for [OnShutdown] down1 of b for 40 s",
            ],
            Notices);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Theory]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.Warning)]
    public async Task R_OBS_2_a_start_names_what_it_waits_for_also_without_a_limit_and_each_hook_has_its_own_time(LogLevel least)
    {
        _log.Least = least;
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, token => _rig.Delay(6, token))).Unit("b", "a", u => u.On(Hook.OnStartup, token => _rig.Delay(7, token)));
        var worker = _rig.Build(logger: _log);

        var start = worker.StartAsync();
        _rig.Advance(20);
        await start.InTime();

        Assert.Equal(["Test.Worker waits for [OnStartup] up1 of a for 5 s", "Test.Worker waits for [OnStartup] up1 of b for 5 s"], Notices);
        Assert.Equal(0, _rig.Time.LiveTimers);
    }

    [Fact]
    public async Task R_OBS_2_tasks_that_do_not_end_are_named_and_many_hooks_are_one_line()
    {
        for (var i = 0; i < 8; i++)
            _rig.Unit($"u{i}", "", u => u.On(Hook.Background, _ => _rig.Delay(6, CancellationToken.None)));
        var worker = _rig.Build(logger: _log);
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Advance(20);
        await stop.InTime();

        Assert.Equal(
            "Test.Worker waits for [Background] background1 of u0, [Background] background1 of u1, [Background] background1 of u2, "
            + "[Background] background1 of u3, [Background] background1 of u4 and 3 more for 5 s",
            Assert.Single(Notices));
    }

    /// <summary>As a prompt does, which reads from the console and looks at no token.</summary>
    [Fact]
    public async Task R_OBS_2_a_run_hook_that_looks_at_no_token_is_named_while_the_stop_waits_and_at_its_end()
    {
        _rig.Unit("prompt", "", u => u.On(Hook.Run, _ => _rig.Delay(-1, CancellationToken.None)));
        var worker = _rig.Build(shutdown: 9, logger: _log);
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Advance(5);
        Assert.Equal("Test.Worker waits for [Run] run1 of prompt for 5 s", Assert.Single(Notices));

        _rig.Advance(10);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Contains(_log.Messages, message => message.Contains("gave up waiting for [Run] run1 of prompt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R_OBS_2_a_hook_that_blocks_the_only_thread_is_named_too()
    {
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, () => _rig.Advance(11)));
        var worker = _rig.Build(logger: _log);

        await worker.StartAsync().InTime();

        Assert.Equal(["Test.Worker waits for [OnStartup] up1 of a for 5 s", "Test.Worker waits for [OnStartup] up1 of a for 10 s"], Notices);
    }

    [Fact]
    public async Task R_OBS_3_without_a_logger_no_timer_is_made_for_it()
    {
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, token => _rig.Delay(60, token)));
        var worker = _rig.Build();

        var start = worker.StartAsync();
        _rig.Settle();

        Assert.Equal(1, _rig.Time.LiveTimers);
        _rig.Advance(60);
        await start.InTime();
    }
}
