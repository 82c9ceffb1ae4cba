using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Units attached and detached at run time.</summary>
public class AttachTests
{
    private static readonly int[] s_everyPhase =
        [Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit];

    private static Rig Base(Action<TestUnit>? a = null)
    {
        var rig = new Rig();
        rig.Make = id => new Named(id, rig.Journal, "");
        return rig.Unit("a", "", a).Unit("b", "a");
    }

    private static Named New(Rig rig, string id, string needs = "") => (Named)new Named(id, rig.Journal, needs).Marks(Hook.OnStartup, Hook.OnShutdown);

    [Fact]
    public async Task P7_an_attached_unit_is_started_and_ends_when_it_is_detached()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var unit = (Named)new Named("x", rig.Journal, "a").Marks(s_everyPhase).On(Hook.Background, token => rig.Delay(-1, token));

        await worker.AttachAsync(unit).InTime();
        rig.Settle();
        Assert.Equal("init x, prepare x, up x, ready x, background x",
            rig.Journal.ToString().Replace("background x, ready x", "ready x, background x", StringComparison.Ordinal));
        Assert.Equal(["a: Started", "b: Started", "x: Started"], worker.Units.Select(other => other.ToString()));
        Assert.Equal(worker.Units[2].LastChange, worker.Units[2].CreatedAt);
        rig.Journal.Clear();

        var detach = worker.DetachAsync(unit);
        rig.Settle();
        await detach.InTime();

        Assert.Equal("drain x, down x, after x, exit x, dispose x", rig.Journal.ToString());
        Assert.Equal(["a", "b"], worker.Units.Select(other => other.Id));
    }

    [Fact]
    public async Task P7_what_others_depend_on_takes_them_along_when_it_is_detached()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Named x = New(rig, "x", "a"), y = New(rig, "y", "x"), z = New(rig, "z", "b");
        await worker.AttachAsync(x).InTime();
        await worker.AttachAsync(y).InTime();
        await worker.AttachAsync(z).InTime();
        rig.Journal.Clear();

        await worker.DetachAsync(x).InTime();

        Assert.Equal("down y, down x, dispose y, dispose x", rig.Journal.ToString());
        Assert.Equal(["a", "b", "z"], worker.Units.Select(unit => unit.Id));
        await Assert.ThrowsAsync<UnitStateException>(() => worker.DetachAsync(y).InTime());
    }

    [Fact]
    public async Task R_UNIT_1_an_attached_unit_takes_part_in_stop_start_reload_and_single_operations()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        await worker.AttachAsync(New(rig, "x", "a")).InTime();
        rig.Journal.Clear();

        await worker.ReloadAsync().InTime();
        Assert.Equal("down x, down b, down a, up a, up b, up x", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.StopAsync().InTime();
        await worker.StartAsync().InTime();
        Assert.Equal("down x, down b, down a, up a, up b, up x", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.AttachAsync(new Other(rig.Journal)).InTime();
        await worker.StopUnitAsync<Other>().InTime();
        await worker.StartUnitAsync<Other>().InTime();
        Assert.Equal("up other, down other, up other", rig.Journal.ToString());
        rig.Journal.Clear();
        await worker.DisposeAsync();
        Assert.Equal("down other, down x, down b, down a, dispose other, dispose x, dispose b, dispose a", rig.Journal.ToString());
        Assert.Equal(["a", "b"], worker.Units.Select(unit => unit.Id));
    }

    [Fact]
    public async Task R_UNIT_1_attached_before_the_start_it_starts_after_what_it_needs()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.AttachAsync(New(rig, "x", "b")).InTime();
        Assert.Equal("", rig.Journal.ToString());

        await worker.StartAsync().InTime();
        Assert.Equal("up a, up b, up x", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_1_a_worker_that_was_never_started_ends_what_was_attached()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.AttachAsync(New(rig, "x", "b")).InTime();

        await worker.DisposeAsync();

        Assert.Equal("dispose x", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_1_attaching_starts_what_the_unit_needs()
    {
        var rig = Base().OnRequest("b");
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await worker.AttachAsync(New(rig, "x", "b")).InTime();

        Assert.Equal("up a, up b, up x", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_UNIT_3_a_unit_that_fails_to_start_is_not_attached_and_stays_its_owners()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var broken = true;
        var unit = (Named)new Named("x", rig.Journal, "a").Marks(Hook.OnInit, Hook.PreStartup, Hook.PostShutdown, Hook.OnExit).On(Hook.OnStartup, () =>
        {
            if (broken)
                throw new IOException("x");
        });

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.AttachAsync(unit).InTime());

        Assert.Equal("x", error.Unit);
        Assert.Equal("init x, prepare x, up x, after x, exit x", rig.Journal.ToString());
        Assert.Equal(["a", "b"], worker.Units.Select(other => other.Id));
        Assert.Equal(UnitState.Started, worker.State);
        broken = false;
        await worker.AttachAsync(unit).InTime();
        Assert.Equal(UnitState.Started, worker.StateOf("x"));
    }

    [Fact]
    public async Task R_UNIT_3_a_failing_stop_detaches_all_the_same()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var unit = (Named)new Named("x", rig.Journal, "a").On(Hook.OnShutdown, () => throw new IOException("x"));
        await worker.AttachAsync(unit).InTime();

        await Assert.ThrowsAsync<UnitStopException>(() => worker.DetachAsync(unit).InTime());

        Assert.Equal(1, rig.Journal.Count("dispose x"));
        Assert.Equal(["a", "b"], worker.Units.Select(other => other.Id));
    }

    [Fact]
    public async Task R_UNIT_2_what_cannot_be_attached_is_refused_with_the_reason()
    {
        Rig rig = null!;
        rig = Base(u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(1, token)));
        var worker = rig.Build();
        var second = new Rig().Unit("q").Build();
        await worker.StartAsync().InTime();
        var x = New(rig, "x");
        await worker.AttachAsync(x).InTime();

        Assert.Contains("already", (await Assert.ThrowsAsync<UnitStateException>(() => worker.AttachAsync(x).InTime())).Message, StringComparison.Ordinal);
        Assert.Contains("attached to Test.Worker", (await Assert.ThrowsAsync<UnitStateException>(() => second.AttachAsync(x).InTime())).Message,
            StringComparison.Ordinal);
        Assert.Contains("by its plan", (await Assert.ThrowsAsync<UnitStateException>(() => worker.DetachAsync(rig.Live["a"]).InTime())).Message,
            StringComparison.Ordinal);
        Assert.Contains("not attached", (await Assert.ThrowsAsync<UnitStateException>(() => worker.DetachAsync(New(rig, "y")).InTime())).Message,
            StringComparison.Ordinal);

        var stop = worker.StopAsync();
        Assert.Contains("is stopping", (await Assert.ThrowsAsync<UnitStateException>(() => worker.AttachAsync(New(rig, "y")).InTime())).Message,
            StringComparison.Ordinal);
        rig.Advance(1);
        await stop.InTime();
        await worker.DetachAsync(x).InTime();
        await second.AttachAsync(New(rig, "y")).InTime();
    }

    [Fact]
    public async Task R_UNIT_1_units_of_one_class_have_ids_of_their_own_and_places_are_used_again()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Named[] all = [New(rig, "x"), New(rig, "x"), New(rig, "x")];
        foreach (var unit in all)
            await worker.AttachAsync(unit).InTime();

        Assert.Equal(["a", "b", "x", "x#2", "x#3"], worker.Units.Select(unit => unit.Id));
        await worker.DetachAsync(all[1]).InTime();
        for (var i = 0; i < 100; i++)
        {
            var other = New(rig, "y", "a");
            await worker.AttachAsync(other).InTime();
            await worker.DetachAsync(other).InTime();
        }

        await worker.AttachAsync(New(rig, "z", "a")).InTime();
        Assert.Equal(["a", "b", "x", "z", "x#3"], worker.Units.Select(unit => unit.Id));
    }

    [Fact]
    public async Task R_UNIT_1_a_lifespan_of_an_attached_unit_finds_a_place_beside_those_that_live_already()
    {
        var rig = Base(u => u.Lives());
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var x = New(rig, "x", "a");
        x.Lives();

        await worker.AttachAsync(x).InTime();
        await worker.DetachAsync(x).InTime();

        Assert.Equal("life-begins x, life-ends x, life-disposed x",
            string.Join(", ", rig.Journal.Entries.Where(entry => entry.StartsWith("life", StringComparison.Ordinal) && entry.EndsWith('x'))));
    }

    [Fact]
    public async Task R_UNIT_1_a_place_that_was_left_is_no_unit_to_start_also_where_somebody_listens()
    {
        var rig = Base();
        var log = new LogSpy(_ => { });
        var worker = rig.Build(logger: log);
        await worker.StartAsync().InTime();
        var x = New(rig, "x");
        await worker.AttachAsync(x).InTime();
        await worker.DetachAsync(x).InTime();
        await worker.StopAsync().InTime();

        var start = worker.StartAsync();
        rig.Advance(100);
        await start.InTime();

        Assert.Equal(["a: Started", "b: Started"], worker.Units.Select(unit => unit.ToString()));
    }

    [Fact]
    public async Task R_UNIT_1_a_place_that_was_left_has_no_hooks_of_custom_phases_either()
    {
        var rig = Base(u => u.OnCustom(0, "Late"));
        rig.Phases.Add(new PlanPhase("Late", Hook.OnExit, isAfter: true, PhaseOrder.Backward));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var x = New(rig, "x");
        x.OnCustom(0, "Late");
        await worker.AttachAsync(x).InTime();
        await worker.DetachAsync(x).InTime();
        await worker.StopAsync().InTime();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();

        var end = worker.DisposeAsync().AsTask();
        rig.Advance(100);
        await end.InTime();

        Assert.Equal("down b, Late a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task P7_an_attached_unit_lives_its_lifespan()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var unit = (Named)new Named("x", rig.Journal, "a").Marks(Hook.OnStartup, Hook.OnShutdown).Lives();

        await worker.AttachAsync(unit).InTime();
        await worker.ReloadAsync().InTime();
        await worker.DetachAsync(unit).InTime();

        Assert.Equal("up x, alive x, life-begins x, life-ends x, life-disposed x, down x, down b, down a, up a, up b, up x, alive x, life-begins x, "
            + "life-ends x, life-disposed x, down x, dispose x", rig.Journal.ToString());
        Assert.Equal(["a", "b"], worker.Units.Select(other => other.Id));
    }

    [Fact]
    public async Task R_BG_2_the_policy_of_an_attached_units_loop_holds_and_begins_anew_with_the_next_unit_in_its_place()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Journal.Clear();
        var policy = new HookDefinition(0, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 1, RestartWindowSeconds = 60, RestartDelaySeconds = 2 };
        Named Failing(string id) => (Named)new Named(id, rig.Journal, "a").On(Hook.Background, async token =>
        {
            await rig.Delay(1, token);
            throw new IOException(id);
        }, policy);

        var first = Failing("x");
        await worker.AttachAsync(first).InTime();
        rig.Advance(3.5);
        Assert.Equal(2, rig.Journal.Count("background x"));
        await worker.DetachAsync(first).InTime();
        await worker.AttachAsync(Failing("y")).InTime();
        rig.Advance(3.5);
        Assert.Equal(2, rig.Journal.Count("background y"));
        Assert.Equal(UnitState.Started, worker.State);

        rig.Advance(1);
        await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());
        Assert.Equal(1, rig.Journal.Count("dispose x"));
    }

    [Fact]
    public async Task R_BG_3_an_attached_unit_restarts_with_those_that_depend_on_it_alone()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var policy = new HookDefinition(0, "") { OnFailure = FailurePolicy.RestartDependents, MaxRestarts = 5, RestartWindowSeconds = 60 };
        var broken = true;
        await worker.AttachAsync((Named)New(rig, "x", "a").On(Hook.Background, async token =>
        {
            await rig.Delay(broken ? 1 : -1, token);
            broken = false;
            throw new IOException("x");
        }, policy)).InTime();
        await worker.AttachAsync(New(rig, "y", "x")).InTime();
        rig.Settle();
        rig.Journal.Clear();

        rig.Advance(2);

        Assert.Equal("down y, down x, up x, up y, background x", rig.Journal.ToString());
        Assert.Equal(UnitState.Started, worker.State);
    }

    private sealed class Other : TestUnit
    {
        public Other(Journal journal)
            : base("other", journal) => Marks(Hook.OnStartup, Hook.OnShutdown);
    }
}
