using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Single starts and stops of tools, which know ids and no types: here all units are of one class.</summary>
public class UnitsByIdTests
{
    [Fact]
    public async Task A_unit_is_started_with_what_it_needs_and_stopped_with_what_needs_it()
    {
        var rig = new Rig().Unit("a").Unit("b", "a").Unit("c", "b").Unit("d");
        var worker = rig.Build();

        await WorkerHost.StartUnitAsync(worker, "b", default).InTime();
        Assert.Equal("up a, up b", rig.Journal.ToString());
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        await WorkerHost.StopUnitAsync(worker, "b", default).InTime();
        Assert.Equal("down c, down b", rig.Journal.ToString());
        await WorkerHost.StopUnitAsync(worker, "b", default).InTime();
        Assert.Equal("down c, down b", rig.Journal.ToString());
        Assert.Equal((UnitState.Started, UnitState.Stopped), (worker.StateOf("a"), worker.StateOf("b")));
    }

    [Fact]
    public async Task Of_a_worker_that_was_never_started_nothing_is_stopped()
    {
        var rig = new Rig().Unit("a");
        await WorkerHost.StopUnitAsync(rig.Build(), "a", default).InTime();
        Assert.Equal("", rig.Journal.ToString());
    }

    [Fact]
    public async Task An_id_that_no_unit_has_is_refused()
    {
        var worker = new Rig().Unit("a").Build();
        var error = await Assert.ThrowsAsync<UnitStateException>(() => WorkerHost.StartUnitAsync(worker, "b", default).InTime());
        Assert.Equal("Test.Worker has no unit b: the ids of those that it has are in Units.", error.Message);
    }

    [Fact]
    public async Task A_phase_on_request_is_run_by_its_id()
    {
        var rig = new Rig();
        rig.Phases.Add(new PlanPhase("Flush", -1, isAfter: false, PhaseOrder.Forward));
        rig.Phases.Add(new PlanPhase("Warm", Hook.OnStartup, isAfter: true, PhaseOrder.Forward));
        var worker = rig.Unit("a", "", unit => unit.Marks(Hook.OnStartup).OnCustom(0, "Flush").OnCustom(1, "Warm")).Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        await WorkerHost.RunPhaseAsync(worker, "Flush", default).InTime();
        Assert.Equal("Flush a", rig.Journal.ToString());
        await Assert.ThrowsAsync<ArgumentException>(() => WorkerHost.RunPhaseAsync(worker, "Warm", default));
    }
}
