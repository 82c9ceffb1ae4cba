using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>
/// A pool that has no thread left holds up neither loops that block, nor a stop. Alone, because other tests share the pool; on real threads, in real time,
/// of which nothing is asserted but that it comes to an end: a pool that grows by one or two threads a second does not get there within the guard.
/// </summary>
[CollectionDefinition(nameof(StarvedPoolTests), DisableParallelization = true)]
[Collection(nameof(StarvedPoolTests))]
public sealed class StarvedPoolTests
{
    private const int Many = 150;

    private readonly Rig _rig = new();

    [Fact]
    public async Task R_STOP_5_Loops_that_block_their_threads_all_begin_and_all_end()
    {
        using var began = new CountdownEvent(Many);
        for (var i = 0; i < Many; i++)
        {
            _rig.Unit($"u{i}", "", u => u.Marks(Hook.OnStartup).On(Hook.Background, token =>
            {
                began.Signal();
                token.WaitHandle.WaitOne();
                return Task.CompletedTask;
            }));
        }

        var worker = _rig.Build(pool: true);
        await OnOwnThread(() => worker.StartAsync());
        await OnOwnThread(() =>
        {
            Assert.True(began.Wait(TimeSpan.FromSeconds(30)), $"{began.CurrentCount} of {Many} loops have not begun.");
            return Task.CompletedTask;
        });

        await OnOwnThread(() => worker.StopAsync());

        Assert.Equal(UnitState.Stopped, worker.State);
    }

    private static async Task OnOwnThread(Func<Task> call)
    {
        var done = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            try
            {
                call().GetAwaiter().GetResult();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        thread.Start();
        await done.Task;
    }
}
