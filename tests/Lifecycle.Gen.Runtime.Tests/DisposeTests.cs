using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>The end of an <c>await using</c> block throws nothing, and what fails in it is seen all the same.</summary>
public class DisposeTests
{
    [Fact]
    public async Task What_fails_in_the_stop_and_in_the_end_of_the_units_is_on_standard_error_once()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, () => throw new IOException("flush")).On(Hook.OnExit, () => throw new IOException("close")));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();
        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.StartsWith("error: Test.Worker did not stop cleanly: [OnShutdown] down1 of a failed: flush\n  unit:  a\n", process.Errors,
            StringComparison.Ordinal);
        Assert.Contains("  also (1 of 1): Test.Worker did not stop cleanly: [OnExit] exit1 of a failed: close\n", process.Errors, StringComparison.Ordinal);
        Assert.Equal(2, process.Errors!.Split("failed: flush").Length);
        await Assert.ThrowsAsync<UnitStopException>(() => worker.WaitAsync().InTime());
    }

    [Fact]
    public async Task What_a_StopAsync_has_thrown_is_not_said_again()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, () => throw new IOException("flush")));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.Null(process.Errors);
    }

    [Fact]
    public async Task What_fails_in_the_end_after_a_StopAsync_that_threw_is_said_alone()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, () => throw new IOException("flush")).On(Hook.OnExit, () => throw new IOException("close")));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.StartsWith("error: Test.Worker did not stop cleanly: [OnExit] exit1 of a failed: close\n", process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("flush", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_says_it_once()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.Marks(Hook.Run).On(Hook.OnExit, () => throw new IOException("close")));
        var worker = rig.Build();
        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        rig.Settle();
        Assert.Equal(3, await run.InTime());

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.Equal(2, process.Errors!.Split("error: ").Length);
    }

    [Fact]
    public async Task A_logger_is_told_instead()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        var logger = new LogSpy(_ => { });
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, () => throw new IOException("flush")));
        var worker = rig.Build(logger: logger);
        await worker.StartAsync().InTime();

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.Null(process.Errors);
        Assert.Contains(logger.Messages, message => message.Contains("flush", StringComparison.Ordinal));
    }
}
