using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-UNIT-1 to 4: what a single start or stop does.</summary>
public class SingleUnitTests
{
    private static readonly int[] s_everyPhase =
        [Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    /// <summary>Units that single starts and stops can name.</summary>
    private static Rig Chain(Action<TestUnit>? a = null, Action<TestUnit>? b = null, Action<TestUnit>? c = null)
    {
        var rig = new Rig();
        rig.Make = id => id switch { "a" => new A(rig.Journal), "b" => new B(rig.Journal), "c" => new C(rig.Journal), _ => new TestUnit(id, rig.Journal) };
        return rig.Unit("a", "", a).Unit("b", "a", b).Unit("c", "b", c);
    }

    [Fact]
    public async Task P1_a_single_start_brings_up_what_the_unit_needs_first()
    {
        var rig = Chain();
        var worker = rig.Build();

        await worker.StartUnitAsync<C>().InTime();

        Assert.Equal("up a, up b, up c", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.StateOf("c"));
    }

    [Fact]
    public async Task P1_a_single_start_skips_what_is_up()
    {
        var rig = Chain();
        var worker = rig.Build();
        await worker.StartUnitAsync<A>().InTime();
        Assert.Equal("up a", rig.Journal.ToString());
        Assert.Equal((UnitState.Started, UnitState.Created, UnitState.Created), (worker.StateOf("a"), worker.StateOf("b"), worker.StateOf("c")));

        await worker.StartUnitAsync<C>().InTime();
        await worker.StartUnitAsync<C>().InTime();

        Assert.Equal("up a, up b, up c", rig.Journal.ToString());
    }

    [Fact]
    public async Task P2_a_single_stop_takes_down_dependents_first()
    {
        var rig = Chain().Unit("x");
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        await worker.StopUnitAsync<A>().InTime();
        await worker.StopUnitAsync<A>().InTime();

        Assert.Equal("down c, down b, down a", rig.Journal.ToString());
        Assert.Equal((UnitState.Stopped, UnitState.Started), (worker.StateOf("a"), worker.StateOf("x")));
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task P3_a_failed_single_start_says_why_and_can_be_tried_again()
    {
        var broken = true;
        var rig = Chain(b: u => u.Marks(Hook.OnShutdown).On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("kaboom");
        }));
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartUnitAsync<C>().InTime());

        Assert.Contains("kaboom", error.Message, StringComparison.Ordinal);
        Assert.Equal(("b", "up1"), (error.Unit, error.Hook));
        Assert.Equal("up a, up b, down a", rig.Journal.ToString());
        Assert.Equal((UnitState.Stopped, UnitState.Failed, UnitState.Created), (worker.StateOf("a"), worker.StateOf("b"), worker.StateOf("c")));
        Assert.Equal("kaboom", worker.Units[1].Reason);

        broken = false;
        rig.Journal.Clear();
        await worker.StartUnitAsync<C>().InTime();

        Assert.Equal("up a, up b, up c", rig.Journal.ToString());
        Assert.Equal((UnitState.Started, null), (worker.StateOf("b"), worker.Units[1].Reason));
    }

    [Fact]
    public async Task P4_an_unknown_unit_is_an_error_that_names_it()
    {
        var rig = Chain();
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStateException>(() => worker.StartUnitAsync<StringReader>().InTime());
        Assert.Contains("No unit of Test.Worker is a System.IO.StringReader", error.Message, StringComparison.Ordinal);
        await worker.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStateException>(() => worker.StopUnitAsync<StringReader>().InTime());
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task R_UNIT_1_a_contract_names_the_one_unit_that_is_it_and_no_other()
    {
        var rig = Chain();
        var worker = rig.Build();
        await worker.StartUnitAsync<IOnlyB>().InTime();
        Assert.Equal("up a, up b", rig.Journal.ToString());

        var error = await Assert.ThrowsAsync<UnitStateException>(() => worker.StartUnitAsync<IUnit>().InTime());

        Assert.Contains("more than one unit of Test.Worker: a and b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_UNIT_1_the_hooks_of_all_phases_run_for_the_selected_units_as_in_a_whole_cycle()
    {
        var rig = Chain(u => u.Marks(s_everyPhase), u => u.Marks(s_everyPhase), u => u.Marks(s_everyPhase));
        var worker = rig.Build();

        await worker.StartUnitAsync<B>().InTime();
        Assert.Equal("init a, init b, prepare a, prepare b, up a, up b, ready a, ready b", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.StartAsync().InTime();
        Assert.Equal("init c, prepare c, up c, ready c", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.StopUnitAsync<B>().InTime();
        Assert.Equal("drain c, drain b, down c, down b, after c, after b", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.DisposeAsync();
        Assert.Equal("drain a, down a, after a, exit c, exit b, exit a, dispose c, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_1_background_and_run_hooks_live_with_their_unit()
    {
        void Loops(TestUnit unit) => unit.Marks(Hook.OnStartup, Hook.OnShutdown)
            .On(Hook.Background, token => Loop("background", token)).On(Hook.Run, token => Loop("run", token));
        Rig rig = null!;
        async Task Loop(string what, CancellationToken token)
        {
            await rig.Delay(-1, token)
                .ContinueWith(_ => rig.Journal.Add("end", what), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            token.ThrowIfCancellationRequested();
        }

        rig = Chain(b: Loops);
        var worker = rig.Build();
        await worker.StartUnitAsync<A>().InTime();
        rig.Journal.Clear();
        await worker.StartUnitAsync<B>().InTime();
        rig.Settle();
        Assert.Equal("up b, background b, run b", rig.Journal.ToString());
        rig.Journal.Clear();

        var stop = worker.StopUnitAsync<B>();
        rig.Settle();
        await stop.InTime();

        Assert.Equal("end run, end background, down b", rig.Journal.ToString());
        Assert.Equal((UnitState.Created, UnitState.Started), (worker.State, worker.StateOf("a")));
    }

    [Fact]
    public async Task R_UNIT_1_the_worker_does_not_end_because_its_run_hook_was_stopped_but_when_the_last_one_returns()
    {
        var ends = new TaskCompletionSource();
        Rig rig = null!;
        rig = Chain(b: u => u.On(Hook.Run, token => rig.Delay(-1, token))).Unit("x", "", u => u.On(Hook.Run, _ => ends.Task));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        var stop = worker.StopUnitAsync<B>();
        rig.Settle();
        await stop.InTime();
        Assert.Equal(UnitState.Started, worker.State);

        ends.SetResult();
        rig.Settle();
        await worker.WaitAsync().InTime();
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_UNIT_1_a_run_hook_that_returns_while_a_unit_is_moved_still_ends_the_worker()
    {
        var ends = new TaskCompletionSource();
        Rig rig = null!;
        rig = Chain(b: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(5, token))).Unit("x", "", u => u.On(Hook.Run, _ => ends.Task));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();

        var stop = worker.StopUnitAsync<B>();
        ends.SetResult();
        rig.Settle();
        Assert.Equal(UnitState.Started, worker.State);
        rig.Advance(5);

        await stop.InTime();
        await worker.WaitAsync().InTime();
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_UNIT_3_the_rollback_of_a_single_start_touches_only_what_it_brought_up()
    {
        var rig = Chain(c: u => u.On(Hook.OnStartup, () => throw new IOException("c")));
        var worker = rig.Build();
        await worker.StartUnitAsync<A>().InTime();
        rig.Journal.Clear();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartUnitAsync<C>().InTime());

        Assert.Equal("up b, up c, down b", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.StateOf("a"));
    }

    [Fact]
    public async Task R_UNIT_3_a_failing_stop_is_told_to_who_asked_and_leaves_the_worker_up()
    {
        var rig = Chain(b: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("b")));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopUnitAsync<B>().InTime());

        Assert.Equal("b", error.Unit);
        Assert.Equal((UnitState.Started, UnitState.Failed, UnitState.Started), (worker.State, worker.StateOf("b"), worker.StateOf("a")));
        await worker.StartUnitAsync<C>().InTime();
        Assert.Equal((UnitState.Started, UnitState.Started), (worker.StateOf("b"), worker.StateOf("c")));
        rig.Journal.Clear();
        await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());
        Assert.Equal("down c, down b, down a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_3_a_construction_that_fails_leaves_nothing()
    {
        var rig = Chain();
        var make = rig.Make!;
        rig.Make = id => id == "b" ? throw new IOException("b") : make(id);
        var worker = rig.Build();

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartUnitAsync<C>().InTime());
        Assert.Equal("dispose a", rig.Journal.ToString());
        Assert.Equal(("Construction", "b"), (error.Phase, error.Unit));

        rig.Make = make;
        await worker.StartUnitAsync<C>().InTime();
        Assert.Equal("dispose a, up a, up b, up c", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_4_a_stop_takes_down_whatever_is_up_P9()
    {
        var rig = Chain(b: u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, () => throw new IOException("b")));
        var worker = rig.Build();
        await worker.StartUnitAsync<B>().InTime();
        rig.Journal.Clear();

        var error = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());
        await worker.StopAsync().InTime();

        Assert.Equal("b", error.Unit);
        Assert.Equal("down b, down a", rig.Journal.ToString());
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task R_UNIT_4_a_whole_start_that_fails_takes_down_what_was_started_singly_too()
    {
        var rig = Chain(c: u => u.On(Hook.OnStartup, () => throw new IOException("c")));
        var worker = rig.Build();
        await worker.StartUnitAsync<A>().InTime();
        rig.Journal.Clear();

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Equal("up b, up c, down b, down a, dispose c, dispose b, dispose a", rig.Journal.ToString());
        Assert.Equal(UnitState.Failed, worker.State);
    }

    private interface IOnlyB;

    private sealed class A(Journal journal) : TestUnit("a", journal);

    private sealed class B(Journal journal) : TestUnit("b", journal), IOnlyB;

    private sealed class C(Journal journal) : TestUnit("c", journal);
}
