using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>Every failure of a hook is in the report, and once.</summary>
public class WholeReportTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task All_failures_of_a_hook_that_waits_for_several_are_in_the_report()
    {
        var process = new FakeProcess();
        _rig.Unit("a", "",
            u => u.On(Hook.OnStartup, _ => Task.WhenAll(Task.FromException(new IOException("first")), Task.FromException(new IOException("second")))));
        var run = ProcessRun.RunAsync(_rig.Build(), process, CancellationToken.None);
        _rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.Contains("first", process.Errors, StringComparison.Ordinal);
        Assert.Contains("second", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_OnExit_is_in_the_report_once()
    {
        var process = new FakeProcess();
        _rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.Run).On(Hook.OnExit, () => throw new IOException("exit a")))
            .Unit("b", "", u => u.Marks(Hook.OnInit).On(Hook.OnExit, () => throw new IOException("exit b")));
        var worker = _rig.Build();
        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        _rig.Settle();

        Assert.Equal(3, await run.InTime());
        Assert.Equal(2, process.Errors!.Split("failed: exit a").Length);
        Assert.Equal(2, process.Errors.Split("failed: exit b").Length);
        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.WaitAsync().InTime());
        Assert.Single(error.Others);
    }
    [Fact]
    public async Task Failures_of_the_run_the_stop_and_the_end_are_in_report_and_text_once_each()
    {
        var process = new FakeProcess();
        foreach (var id in (string[])["a", "b"])
        {
            _rig.Unit(id, "", u => u.Marks(Hook.OnInit).On(Hook.Run, () => throw new IOException("run " + id))
                .On(Hook.OnShutdown, () => throw new IOException("down " + id)).On(Hook.OnExit, () => throw new IOException("exit " + id)));
        }

        var worker = _rig.Build();
        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        _rig.Settle();

        Assert.Equal(1, await run.InTime());
        var error = await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());
        foreach (var failure in (string[])["run a", "run b", "down a", "down b", "exit a", "exit b"])
        {
            Assert.Equal(2, process.Errors!.Split($" failed: {failure}\n").Length);
            Assert.Equal(2, error.ToString().ReplaceLineEndings("\n").Split($" failed: {failure}\n").Length);
            Assert.Single(error.Others.Prepend(error), other => other.InnerException!.Message == failure);
        }
    }

    [Fact]
    public async Task A_task_that_fails_while_the_end_of_a_block_stops_the_worker_is_in_the_report_beside_what_follows()
    {
        var process = new FakeProcess();
        _rig.Unit("a", "", u => u.On(Hook.Background, async token =>
        {
            await using var registration = token.UnsafeRegister(_ => { }, null);
            try
            {
                await _rig.Delay(-1, token);
            }
            catch (OperationCanceledException e)
            {
                throw new IOException("task", e);
            }
        }).On(Hook.OnShutdown, () => throw new IOException("down")).On(Hook.OnExit, () => throw new IOException("exit")));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var end = ProcessRun.DisposeAsync(worker, process).AsTask();
        _rig.Settle();
        await end.InTime();

        foreach (var failure in (string[])["task", "down", "exit"])
            Assert.Equal(2, process.Errors!.Split($" failed: {failure}\n").Length);
    }

    /// <summary>What a caller gets and the state of the worker agree.</summary>
    [Fact]
    public async Task R_FAIL_2_a_callback_that_throws_on_the_token_of_an_attempt_that_was_too_late_fails_the_start()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(
            Hook.OnStartup,
            token =>
            {
                if (++attempts > 1)
                    return Task.CompletedTask;

                token.UnsafeRegister(_ => throw new IOException("callback"), null);
                return rig.Delay(-1, token);
            },
            new HookDefinition(0, "") { Retries = 1, TimeoutSeconds = 5 }));
        var worker = rig.Build();

        var start = worker.StartAsync();
        rig.Advance(20);

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => start);
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(2, attempts);
        Assert.Equal(UnitState.Failed, worker.State);
        Assert.Equal("a", rig.Journal.Of("down"));
    }
}
