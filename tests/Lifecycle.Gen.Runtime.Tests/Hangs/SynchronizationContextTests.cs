using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>A caller with a <see cref="SynchronizationContext"/>, as in WPF and WinForms: one rule for all hooks, which is that none has it.</summary>
public class SynchronizationContextTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task StartAsync_may_be_waited_for_on_the_thread_of_the_context()
    {
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, async _ => await Task.Yield()));
        var worker = _rig.Build(pool: true);

        await InContext(() => worker.StartAsync().Wait()).InTime();

        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task StopAsync_may_be_waited_for_on_the_thread_of_the_context()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, async _ => await Task.Yield()));
        var worker = _rig.Build(pool: true);

        await InContext(() =>
        {
            worker.StartAsync().Wait();
            worker.StopAsync().Wait();
        }).InTime();

        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task No_hook_sees_it_whether_another_one_was_asynchronous_before_or_not()
    {
        var seen = new List<string>();
        void See(string what)
        {
            lock (seen)
                seen.Add($"{what} {(SynchronizationContext.Current is null ? "none" : "context")}");
        }

        _rig.Unit("a", "", u => u.On(Hook.OnStartup, () => See("first")).On(Hook.OnShutdown, () => See("last")))
            .Unit("b", "a", u => u.On(Hook.OnStartup, async _ => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding)))
            .Unit("c", "b", u => u.On(Hook.OnStartup, () => See("second")));
        var worker = _rig.Build(pool: true);

        await InContext(() =>
        {
            worker.StartAsync().Wait();
            worker.StopAsync().Wait();
        }).InTime();

        Assert.Equal(["first none", "second none", "last none"], seen);
    }

    /// <summary>On a thread whose context runs nothing before the action has returned.</summary>
    private static Task InContext(Action action)
    {
        var done = new TaskCompletionSource();
        new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Busy());
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true }.Start();
        return done.Task;
    }

    private sealed class Busy : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
