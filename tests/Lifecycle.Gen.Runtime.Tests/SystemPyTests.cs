using Lifecycle.Runtime;
using Lifecycle.Tests.Kit;

namespace Lifecycle.Tests;

/// <summary>Conformance cases S*: what systemPY does, or should do.</summary>
public class SystemPyTests
{
    private static readonly int[] s_everyPhase = [Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    [Fact]
    public async Task S1_every_phase_of_a_chain_runs_up_and_then_down()
    {
        var rig = new Rig();
        rig.Unit("1", "", u => u.Marks(s_everyPhase)).Unit("2", "1", u => u.Marks(s_everyPhase)).Unit("3", "2", u => u.Marks(s_everyPhase).Marks(Hook.Run));
        TestWorker worker = rig.Build();

        await worker.StartAsync().InTime();
        rig.Settle();
        await worker.WaitAsync().InTime();
        await worker.DisposeAsync();

        Assert.Equal(
            "init 1, init 2, init 3, prepare 1, prepare 2, prepare 3, up 1, up 2, up 3, ready 1, ready 2, ready 3, run 3, "
            + "drain 3, drain 2, drain 1, down 3, down 2, down 1, after 3, after 2, after 1, exit 3, exit 2, exit 1, dispose 3, dispose 2, dispose 1",
            rig.Journal.ToString());
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task S6_a_failing_startup_takes_down_what_was_up_and_ends_the_rest()
    {
        var rig = new Rig();
        int[] marks = [Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];
        rig.Unit("1", "", u => u.Marks(Hook.OnStartup).Marks(marks))
            .Unit("2", "1", u => u.On(Hook.OnStartup, () => throw new IOException("no")).Marks(marks))
            .Unit("3", "2", u => u.Marks(Hook.OnStartup).Marks(marks));
        TestWorker worker = rig.Build();

        UnitStartException error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("up 1, up 2, down 1, after 3, after 2, after 1, exit 3, exit 2, exit 1, dispose 3, dispose 2, dispose 1", rig.Journal.ToString());
        Assert.Equal(("Test.Worker", "2", "up1", "OnStartup"), (error.Worker, error.Unit, error.Hook, error.Phase));
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(UnitState.Failed, worker.State);
    }
}
