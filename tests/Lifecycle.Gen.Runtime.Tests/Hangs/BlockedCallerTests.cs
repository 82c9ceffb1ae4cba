using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>
/// A caller of <c>StartAsync</c>, <c>StopAsync</c> or <c>DisposeAsync</c> whose thread runs the hooks gets its answer within the budget, also where one of
/// them blocks that thread for good: when the hook is abandoned, its wait is interrupted.
/// </summary>
public sealed class BlockedCallerTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly RealThreads _pool;

    public BlockedCallerTests() => _pool = new RealThreads(_rig);

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task R_STOP_5_a_startup_hook_that_blocks_does_not_hold_the_caller_of_StartAsync()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).Marks(Hook.OnShutdown)).Unit("b", "a", u => u.On(Hook.OnStartup, _gate.Wait));
        var worker = _rig.Build(startup: 1, shutdown: 1);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StartAsync));

        Assert.Equal("b", error.Unit);
        Assert.Equal("a", _rig.Journal.Of("down"));
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task R_STOP_5_a_constructor_that_blocks_does_not_hold_the_caller_of_StartAsync()
    {
        _rig.Make = id =>
        {
            if (id == "b")
                _gate.Wait();

            return new TestUnit(id, _rig.Journal);
        };
        _rig.Unit("a", "").Unit("b", "a");
        var worker = _rig.Build(startup: 1, shutdown: 1);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StartAsync));

        Assert.Equal(("b", "Construction"), (error.Unit, error.Phase));
        Assert.Equal("a", _rig.Journal.Of("dispose"));
    }

    [Fact]
    public async Task R_STOP_5_a_shutdown_hook_that_blocks_does_not_hold_the_caller_of_StopAsync()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown)).Unit("b", "a", u => u.On(Hook.OnShutdown, _gate.Wait));
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StopAsync));

        Assert.Equal("b", error.Unit);
        Assert.Empty(error.Others);
        Assert.Equal("b, a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_5_nor_where_other_hooks_are_abandoned_at_the_same_moment()
    {
        _rig.Unit("a", "", u => u.On(Hook.OnShutdown, _ => new TaskCompletionSource().Task))
            .Unit("b", "", u => u.On(Hook.OnShutdown, _gate.Wait))
            .Unit("c", "", u => u.On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StopAsync));

        Assert.Equal(["a", "b", "c"], error.Others.Append(error).Select(one => ((LifecycleException)one).Unit).Order());
        Assert.All(error.Others.Append(error), one => Assert.Null(one.InnerException));
    }

    [Fact]
    public async Task R_STOP_5_a_callback_on_the_token_of_a_task_that_blocks_takes_no_hook_from_its_unit()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, token =>
        {
            token.UnsafeRegister(_ => _gate.Wait(), null);
            return _rig.Delay(-1, token);
        }));
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();
        await _pool.Until(() => _rig.Journal.Count("background a") == 1);

        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StopAsync));

        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_5_the_token_of_the_caller_cancels_a_start_whose_constructor_blocks_also_without_a_limit()
    {
        using var source = new CancellationTokenSource();
        var isBlocked = false;
        _rig.Make = id =>
        {
            Volatile.Write(ref isBlocked, true);
            _gate.Wait();
            return new TestUnit(id, _rig.Journal);
        };
        _rig.Unit("a", "");
        var worker = _rig.Build(shutdown: 1);

        var start = OnOwnThread(_ => worker.StartAsync(source.Token));
        await _pool.Until(() => Volatile.Read(ref isBlocked));
        await source.CancelAsync();

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => start);
        Assert.Equal(("a", "Construction"), (error.Unit, error.Phase));
    }

    [Fact]
    public async Task R_STOP_5_a_hook_that_waits_for_a_task_on_its_thread_does_not_hold_the_caller()
    {
        var never = new TaskCompletionSource();
        _rig.Unit("a", "", u => u.On(Hook.OnShutdown, () => never.Task.GetAwaiter().GetResult()));
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StopAsync));

        Assert.Equal("a", error.Unit);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task R_STOP_5_a_disposal_that_blocks_does_not_hold_the_caller_of_DisposeAsync()
    {
        _rig.Make = id => new BlockingUnit(id, _rig.Journal, _gate);
        _rig.Unit("a", "").Unit("b", "a");
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();
        await worker.StopAsync();

        await OnOwnThread(_ => worker.DisposeAsync().AsTask());

        Assert.Equal("b, a", _rig.Journal.Of("dispose"));
    }

    [Fact]
    public async Task R_STOP_5_a_callback_that_blocks_does_not_hold_the_caller_of_StopAsync()
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).OnContext(Hook.OnStartup, context =>
        {
            context.Stopping.UnsafeRegister(_ => _gate.Wait(), null);
            return Task.CompletedTask;
        }));
        var worker = _rig.Build(shutdown: 1);
        await worker.StartAsync();

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => OnOwnThread(worker.StopAsync));

        Assert.Contains("callback", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Others, other => other.InnerException is ThreadInterruptedException);
        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task R_STOP_5_a_hook_that_ends_within_its_grace_is_not_interrupted()
    {
        var interrupted = false;
        _rig.Unit("a", "", u => u.On(Hook.OnShutdown, () =>
        {
            try
            {
                _gate.Wait();
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }));
        var worker = _rig.Build(shutdown: 1, grace: 3600);
        await worker.StartAsync();

        var stop = OnOwnThread(worker.StopAsync);
        await _pool.Until(() => _rig.Time.GetTimestamp() > TimeSpan.FromSeconds(2).Ticks);
        _gate.Set();

        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop);
        Assert.False(interrupted);
    }

    /// <summary>Calls on a thread of its own, which then waits once more: no interruption is left over.</summary>
    private async Task OnOwnThread(Func<CancellationToken, Task> call)
    {
        var answer = new TaskCompletionSource<Task>();
        var thread = new Thread(() =>
        {
            try
            {
                var task = call(CancellationToken.None);
                using var never = new ManualResetEventSlim();
                never.Wait(1);
                answer.SetResult(task);
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        await _pool.Until(() => answer.Task.IsCompleted);
        var task = await answer.Task;
        await _pool.Until(() => task.IsCompleted);
        await task;
    }

    private sealed class BlockingUnit(string id, Journal journal, ManualResetEventSlim gate) : TestUnit(id, journal)
    {
        public override void Dispose()
        {
            base.Dispose();
            gate.Wait();
        }
    }
}
