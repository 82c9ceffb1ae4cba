using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>A logger and the callbacks of a token are user code: they run without the engine's lock, and a logger that throws breaks nothing.</summary>
public class LoggerAndLockTests
{
    private static readonly TimeSpan s_hung = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_logger_that_throws_breaks_no_operation()
    {
        var rig = new Rig();
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: 1, logger: new LogSpy(_ => throw new IOException("the disk is full")));
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();
        rig.Advance(5);

        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal("up a, up b, down b, down a", rig.Journal.ToString());

        rig = new Rig { Make = _ => throw new InvalidOperationException("construct") };
        worker = rig.Unit("a").Build(logger: new LogSpy(_ => throw new IOException("the disk is full")));
        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Equal("construct", error.InnerException!.Message);
    }

    [Fact]
    public async Task A_logger_is_never_called_under_the_lock()
    {
        TestWorker? worker = null;
        var held = new List<string>();
        var logs = new LogSpy(message =>
        {
            if (worker is not null && !Task.Run(() => worker.State).Wait(s_hung))
                held.Add(message);
        });
        var late = new TaskCompletionSource();
        var rig = new Rig();
        var slow = new HookDefinition(0, "") { TimeoutSeconds = 1 };
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(-1, token), slow));
        worker = rig.Build(logger: logs);
        var start = worker.StartAsync();
        rig.Advance(5);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(-1, token)));
        worker = rig.Build(startup: 1, logger: logs);
        start = worker.StartAsync();
        rig.Advance(5);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start.InTime());

        rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnShutdown, _ => late.Task));
        worker = rig.Build(shutdown: 1, logger: logs);
        await worker.StartAsync().InTime();
        var stop = worker.StopAsync();
        rig.Advance(5);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        late.SetResult();
        rig.Settle();

        worker = new Rig { Make = _ => throw new IOException("construct") }.Unit("a").Build(logger: logs);
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.Empty(held);
        Assert.Contains("Test.Worker: [OnShutdown] down1 of a has ended after it was given up", logs.Messages);
    }

    [Fact]
    public async Task A_callback_on_a_hooks_token_that_ends_the_hook_may_go_on_using_the_worker()
    {
        var rig = new Rig();
        TestWorker? worker = null;
        var free = false;
        rig.Unit("a", "", u => u.On(
            Hook.OnStartup,
            async token =>
            {
                var end = new TaskCompletionSource();
                await using var registration = token.UnsafeRegister(
                    _ =>
                    {
                        end.SetResult();
                        var others = new Thread(rig.Settle) { IsBackground = true };
                        others.Start();
                        free = others.Join(s_hung) && Task.Run(() => worker!.State).Wait(s_hung);
                    },
                    null);
                await end.Task.ConfigureAwait(false);
                registration.Unregister();
            },
            new HookDefinition(0, "") { TimeoutSeconds = 100 }));
        worker = rig.Build();
        var start = worker.StartAsync();
        rig.Settle();
        worker.RequestStop();
        rig.Settle();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.InTime());
        Assert.True(free);
    }
}
