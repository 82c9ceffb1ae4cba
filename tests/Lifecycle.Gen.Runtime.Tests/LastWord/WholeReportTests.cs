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
}
