using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>
/// Code of the program that blocks the thread it is called on, for good: the operation that it is part of ends within its limit, and what has nothing to do
/// with it gets its turn. With a thread per work item; virtual time passes as long as a test waits.
/// </summary>
public sealed class BlockingCodeTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly RealThreads _pool;

    public BlockingCodeTests() => _pool = new RealThreads(_rig);

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task R_STOP_5_A_callback_on_Stopping_holds_up_no_program()
    {
        var process = new FakeProcess();
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).OnContext(Hook.OnStartup, context =>
        {
            context.Stopping.UnsafeRegister(_ => _gate.Wait(), null);
            return Task.CompletedTask;
        })).Unit("b", "a");
        var run = ProcessRun.RunAsync(_rig.Build(shutdown: 1), process, CancellationToken.None);
        await _pool.Until(() => _rig.Journal.Count("up b") == 1);

        process.Raise(PosixSignal.SIGTERM);
        await _pool.Until(() => run.IsCompleted);

        Assert.Equal(3, await run);
        Assert.Equal("b, a", _rig.Journal.Of("down"));
    }

    [Fact]
    public async Task A_callback_on_the_token_of_a_background_task_that_is_cancelled_after_the_budget_holds_up_no_program()
    {
        var process = new FakeProcess();
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, token =>
        {
            token.UnsafeRegister(_ => _gate.Wait(), null);
            return _rig.Delay(-1, token);
        })).Unit("b", "a", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var run = ProcessRun.RunAsync(_rig.Build(shutdown: 1), process, CancellationToken.None);
        await _pool.Until(() => _rig.Journal.Count("up b") == 1);

        process.Raise(PosixSignal.SIGTERM);
        await _pool.Until(() => run.IsCompleted);

        Assert.Equal(3, await run);
    }
}
