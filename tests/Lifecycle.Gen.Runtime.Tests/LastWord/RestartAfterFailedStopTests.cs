using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>A unit that is restarted with its dependents because of a failure often fails on its way down, too: a lost lock cannot be released.</summary>
public class RestartAfterFailedStopTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task The_restart_goes_on_although_the_units_own_shutdown_fails()
    {
        var worker = Build(failingStarts: 0);
        await worker.StartAsync().InTime();
        _rig.Settle();
        _rig.Advance(1);

        Assert.Equal(UnitState.Started, worker.State);
        Assert.Equal("lock, user, lock, user", _rig.Journal.Of("up"));
        var stop = worker.StopAsync();
        _rig.Settle();
        await Record.ExceptionAsync(() => stop.InTime());
    }

    [Fact]
    public async Task Where_it_cannot_go_on_the_report_begins_with_what_made_it_restart()
    {
        var worker = Build(failingStarts: 1);
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();
        _rig.Advance(5);

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => end.InTime());
        Assert.Equal("the lock is lost", error.InnerException!.Message);
        Assert.Contains(error.Others, other => other.InnerException is { Message: "it cannot be released" });
    }

    private TestWorker Build(int failingStarts)
    {
        var runs = 0;
        var starts = 0;
        var stops = 0;
        _rig.Unit("lock", "", u => u
                .On(Hook.OnStartup, () =>
                {
                    if (starts++ > 0 && failingStarts-- > 0)
                        throw new IOException("it cannot be taken again");
                })
                .On(Hook.Background, async token =>
                {
                    if (runs++ > 0)
                        await _rig.Delay(-1, token);

                    await _rig.Delay(0.1, token);
                    throw new IOException("the lock is lost");
                }, new HookDefinition(0, "") { OnFailure = FailurePolicy.RestartDependents, MaxRestarts = 3, RestartWindowSeconds = 60 })
                .On(Hook.OnShutdown, () =>
                {
                    if (stops++ == 0)
                        throw new IOException("it cannot be released");
                }))
            .Unit("user", "lock");
        return _rig.Build();
    }
}
