using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-RELOAD-*.</summary>
public class ReloadTests
{
    private static readonly int[] s_everyPhase =
        [Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    [Fact]
    public async Task R_RELOAD_1_down_and_up_on_the_same_instances()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(s_everyPhase).On(Hook.Run, token => rig.Delay(-1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        var instance = rig.Live["a"];
        rig.Journal.Clear();

        var reload = worker.ReloadAsync();
        rig.Settle();
        await reload.InTime();

        Assert.Equal("drain a, down a, after a, prepare a, up a, ready a, run a", rig.Journal.ToString());
        Assert.Same(instance, rig.Live["a"]);
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task R_RELOAD_2_requests_while_one_runs_are_merged_into_one()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var first = worker.ReloadAsync();
        var second = worker.ReloadAsync();
        var third = worker.ReloadAsync();
        worker.RequestReload();
        rig.Advance(1);
        await first.InTime();
        Assert.False(second.IsCompleted);
        rig.Advance(10);
        await Task.WhenAll(second, third).InTime();

        Assert.Equal("up a, down a, up a, down a, up a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_RELOAD_3_a_reload_that_fails_on_the_way_up_ends_the_worker_with_its_cause()
    {
        var rig = new Rig();
        var starts = 0;
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () =>
        {
            if (++starts == 2)
                throw new IOException("b");
        }).Marks(Hook.OnShutdown));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var end = worker.WaitAsync();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.ReloadAsync().InTime());
        rig.Settle();

        await Assert.ThrowsAsync<UnitStartException>(() => end.InTime());
        Assert.Equal("up a, up b, down b, down a, up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task R_RELOAD_3_a_reload_that_fails_on_the_way_down_ends_the_worker()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("a"))).Unit("b", "a");
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await Assert.ThrowsAsync<UnitStopException>(() => worker.ReloadAsync().InTime());

        Assert.Equal("up a, up b, down b, down a", rig.Journal.ToString());
        await Assert.ThrowsAsync<UnitStopException>(() => worker.WaitAsync().InTime());
    }

    [Fact]
    public async Task R_RELOAD_4_requests_during_the_start_are_kept_and_merged()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(1, token)).Marks(Hook.OnShutdown));
        var worker = rig.Build();

        var start = worker.StartAsync();
        worker.RequestReload();
        worker.RequestReload();
        rig.Advance(10);
        await start.InTime();

        Assert.Equal("up a, down a, up a", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task R_RELOAD_4_requests_during_a_start_that_fails_end_with_it()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
        {
            await rig.Delay(1, token);
            throw new IOException("a");
        }));
        var worker = rig.Build();

        var start = worker.StartAsync();
        var reload = worker.ReloadAsync();
        rig.Advance(1);

        await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload.InTime());
    }

    [Fact]
    public async Task A_worker_that_is_not_up_cannot_be_reloaded()
    {
        var rig = new Rig();
        var worker = rig.Unit("a").Build();

        var error = await Assert.ThrowsAsync<UnitStateException>(() => worker.ReloadAsync().InTime());
        worker.RequestReload();
        rig.Settle();

        Assert.Equal("Test.Worker", error.Worker);
        Assert.Equal(UnitState.Created, worker.State);
    }

    [Fact]
    public async Task R_RELOAD_1_a_hook_can_tell_a_reload_from_a_stop()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => Note(u, Hook.OnStartup, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Assert.Equal("up a, up-no a", rig.Journal.ToString());
        rig.Journal.Clear();

        await worker.ReloadAsync().InTime();
        Assert.Equal("drain a, drain-yes a, down a, down-yes a, after a, after-yes a, up a, up-yes a", rig.Journal.ToString());
        rig.Journal.Clear();

        await worker.StopAsync().InTime();
        Assert.Equal("drain a, drain-no a, down a, down-no a, after a, after-no a", rig.Journal.ToString());

        void Note(TestUnit unit, params int[] hooks)
        {
            foreach (var hook in hooks)
            {
                unit.OnContext(hook, context =>
                {
                    rig.Journal.Add($"{Names.Of(hook)}-{(context.IsReloading ? "yes" : "no")}", "a");
                    return Task.CompletedTask;
                });
            }
        }
    }

    [Fact]
    public async Task R_STOP_8_a_reload_that_a_stop_overtakes_or_that_fails_is_none_any_more()
    {
        var rig = new Rig();
        var broken = false;
        rig.Unit("a", "", u => u.OnContext(Hook.OnShutdown, context => Tell(context)).OnContext(Hook.PostShutdown, context => Tell(context)))
            .Unit("b", "a", u => u.On(Hook.OnDrain, token => rig.Delay(1, token)).On(Hook.PreStartup, () =>
            {
                if (broken)
                    throw new IOException("settings");
            }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var reload = worker.ReloadAsync();
        worker.RequestStop();
        rig.Advance(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload.InTime());
        Assert.Equal(2, rig.Journal.Count("no a"));
        rig.Journal.Clear();

        await worker.StartAsync().InTime();
        broken = true;
        reload = worker.ReloadAsync();
        rig.Advance(1);
        await Assert.ThrowsAsync<UnitStartException>(() => reload.InTime());
        Assert.Equal(2, rig.Journal.Count("yes a"));
        Assert.Equal(1, rig.Journal.Count("no a"));

        Task Tell(IWorkerContext context)
        {
            rig.Journal.Add(context.IsReloading ? "yes" : "no", "a");
            return Task.CompletedTask;
        }
    }
}
