using System.Threading.Channels;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>R-BG-8: background hooks that end in their unit's place of the drain.</summary>
public class DrainEndTests
{
    private static readonly HookDefinition s_endsInDrain = new(0, "") { EndsInDrain = true };

    private readonly Rig _rig = new();

    [Fact]
    public async Task R_BG_8_a_server_that_drains_until_its_streams_are_closed_waits_for_none_that_a_dependent_holds_open()
    {
        var stream = new TaskCompletionSource();
        _rig.Unit("server", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.OnDrain, _ => stream.Task))
            .Unit("watcher", "server", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, token => HoldsAsync(token), s_endsInDrain));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();

        Assert.Equal("watcher, server", _rig.Journal.Of("down"));

        async Task HoldsAsync(CancellationToken token)
        {
            try
            {
                await _rig.Delay(-1, token);
            }
            finally
            {
                stream.SetResult();
            }
        }
    }

    [Fact]
    public async Task R_BG_8_a_queue_is_completed_by_the_drain_of_its_unit_when_the_loops_that_feed_it_have_ended()
    {
        var queue = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
        var written = 0;
        var read = 0;
        _rig.Unit("consumer", "", u => u.On(Hook.Background, _ => ReadAsync()).On(Hook.OnDrain, () => queue.Writer.Complete()))
            .Unit("producer", "consumer", u => u.On(Hook.Background, WriteAsync, s_endsInDrain));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Advance(10.5);

        var stop = worker.StopAsync();
        _rig.Advance(2);
        await stop.InTime();
        await worker.WaitAsync().InTime();

        Assert.Equal((11, 11), (written, read));

        async Task WriteAsync(CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                await _rig.Delay(1, CancellationToken.None); // Not by the token: the last item is finished and written.
                await queue.Writer.WriteAsync(++written, CancellationToken.None);
            }
        }

        async Task ReadAsync()
        {
            await foreach (var item in queue.Reader.ReadAllAsync(CancellationToken.None))
                read = item;
        }
    }

    [Fact]
    public async Task R_BG_8_each_ends_before_the_drain_hooks_of_its_unit_and_those_without_the_option_after_all_drains()
    {
        _rig.Unit("a", "", Full).Unit("b", "a", Full);
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();

        Assert.Equal(
            "ends-in-drain b, drain b, ends-in-drain a, drain a, ends b, down b, ends a, down a",
            string.Join(", ", _rig.Journal.Entries.Where(entry => entry.StartsWith("ends", StringComparison.Ordinal)
                || entry.StartsWith("drain", StringComparison.Ordinal) || entry.StartsWith("down", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task R_BG_8_it_ends_in_the_drain_of_a_worker_that_has_no_drain_hook()
    {
        _rig.Unit("a", "", u => Ends(u.Marks(Hook.OnShutdown), "ends-in-drain", s_endsInDrain))
            .Unit("b", "a", u => Ends(u, "ends-in-drain", s_endsInDrain))
            .Unit("c", "b", u => u.On(Hook.OnShutdown, _ => _rig.Delay(1, CancellationToken.None)));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();

        Assert.Equal("b, a", _rig.Journal.Of("ends-in-drain"));
        Assert.False(stop.IsCompleted);
        _rig.Advance(1);
        await stop.InTime();
    }

    [Fact]
    public async Task R_BG_8_a_rollback_ends_it_before_the_drain_of_a_dependency_though_its_own_unit_was_never_ready()
    {
        var stream = new TaskCompletionSource();
        _rig.Unit("server", "", u => u.Marks(Hook.OnReady).On(Hook.OnDrain, _ => stream.Task))
            .Unit("watcher", "server", u => u.Marks(Hook.OnDrain).On(Hook.OnReady, () => throw new IOException("not ready"))
                .On(Hook.Background, async token =>
                {
                    await using var registration = token.UnsafeRegister(_ => stream.SetResult(), null);
                    await _rig.Delay(-1, token);
                }, s_endsInDrain));
        var worker = _rig.Build();

        var start = worker.StartAsync();
        _rig.Settle();
        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());

        Assert.Empty(error.Others);
        Assert.Equal("server", _rig.Journal.Of("drain"));
    }

    [Fact]
    public async Task R_BG_8_one_that_ignores_its_token_has_the_drains_share_of_the_budget_and_is_abandoned_by_name()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnDrain, Hook.OnShutdown))
            .Unit("b", "a", u => u.Marks(Hook.OnDrain, Hook.OnShutdown).On(Hook.Background, _ => new TaskCompletionSource().Task, s_endsInDrain));
        var worker = _rig.Build(shutdown: 10, grace: 1);
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Advance(5.01);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(("b", "background1", "Background", 0), (error.Unit, error.Hook, error.Phase, error.Others.Count));
        Assert.Equal("b, a", _rig.Journal.Of("drain"));
        Assert.Equal("b, a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_BG_8_an_added_task_ends_in_the_drain_or_where_that_is_over_before_the_shutdown()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnDrain, Hook.OnShutdown).OnContext(Hook.OnStartup, context =>
        {
            context.AddTask("early", token => EndsAsync("a", "ends-in-drain", token), new BackgroundAttribute { EndsInDrain = true });
            return Task.CompletedTask;
        })).Unit("b", "a", u => u.Marks(Hook.OnShutdown).OnContext(Hook.OnDrain, context =>
        {
            context.AddTask("late", token => EndsAsync("b", "ends", token), new BackgroundAttribute { EndsInDrain = true });
            return Task.CompletedTask;
        }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();

        Assert.Equal(["drain b", "ends-in-drain a", "drain a", "ends b", "down b", "down a"], _rig.Journal.Entries.TakeLast(6));
    }

    [Fact]
    public async Task R_BG_8_a_reload_and_single_stops_drain_it_too_and_it_begins_again()
    {
        _rig.Unit("a", "", Full).Unit("b", "a", Full);
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var reload = worker.ReloadAsync();
        _rig.Settle();
        await reload.InTime();

        Assert.Equal("b, a", _rig.Journal.Of("ends-in-drain"));
        Assert.Equal("a, b, a, b", _rig.Journal.Of("background"));
        Assert.Equal(UnitState.Started, worker.State);

        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();
        Assert.Equal("b, a, b, a", _rig.Journal.Of("ends-in-drain"));
    }

    [Fact]
    public async Task R_BG_8_its_failure_in_the_drain_is_reported_and_its_policy_restarts_nothing()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnDrain, Hook.OnShutdown).On(Hook.Background, async token =>
        {
            await _rig.Delay(-1, token).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new IOException("late");
        }, new HookDefinition(0, "") { EndsInDrain = true, OnFailure = FailurePolicy.Restart, MaxRestarts = 3, RestartWindowSeconds = 60 }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        while (!stop.IsCompleted)
        {
            _rig.Settle();
            await Task.Yield();
        }

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => stop);
        Assert.Equal("late", error.InnerException!.Message);
        Assert.Equal("a", _rig.Journal.Of("background"));
        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    private void Full(TestUnit unit)
    {
        unit.Marks(Hook.OnStartup, Hook.OnDrain, Hook.OnShutdown);
        Ends(unit, "ends", options: null);
        Ends(unit, "ends-in-drain", s_endsInDrain);
    }

    private void Ends(TestUnit unit, string mark, HookDefinition? options) =>
        unit.On(Hook.Background, token => EndsAsync(unit.Id, mark, token), options);

    private async Task EndsAsync(string unit, string mark, CancellationToken token)
    {
        try
        {
            await _rig.Delay(-1, token);
        }
        finally
        {
            _rig.Journal.Add(mark, unit);
        }
    }
}
