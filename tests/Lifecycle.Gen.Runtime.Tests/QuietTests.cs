using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rule R-BG-9: a test knows from when on it can move its clock.</summary>
public class QuietTests
{
    [Fact]
    public async Task R_BG_9_a_worker_is_quiet_when_each_background_and_run_hook_has_reached_its_first_wait()
    {
        var rig = new Rig();
        var beats = 0;
        rig.Unit("a", "", u => u.On(Hook.Background, Beat)).Unit("b", "a", u => u.On(Hook.Background, Beat).On(Hook.Run, Beat));
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        var quiet = worker.WhenQuietAsync();
        for (var begun = 0; begun < 3; begun++)
        {
            Assert.False(quiet.IsCompleted);
            Assert.True(rig.Queue.RunOne());
        }

        rig.Settle();
        await quiet.InTime();
        rig.Time.Advance(60);
        Assert.Equal(3, beats);
        Assert.True(worker.WhenQuietAsync().IsCompletedSuccessfully);

        async Task Beat(CancellationToken token)
        {
            await rig.Delay(60, token);
            beats++;
            await rig.Delay(-1, token);
        }
    }

    [Fact]
    public async Task R_BG_9_a_hook_that_is_restarted_is_waited_for_too()
    {
        var rig = new Rig();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.Background, async token =>
        {
            if (++attempts < 3)
                throw new IOException("a");

            await rig.Delay(-1, token);
        }, new HookDefinition(Hook.Background, "") { OnFailure = FailurePolicy.Restart, MaxRestarts = 5, RestartWindowSeconds = 60, RestartDelaySeconds = 5 }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var first = worker.WhenQuietAsync();
        rig.Settle();
        await first.InTime();
        Assert.Equal(1, attempts);

        rig.Time.Advance(5);
        var second = worker.WhenQuietAsync();
        Assert.False(second.IsCompleted);
        rig.Settle();
        await second.InTime();

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task R_BG_9_a_task_that_a_unit_adds_counts_and_one_that_ends_at_once_does_not_hold_the_wait_up()
    {
        var rig = new Rig();
        IWorkerContext context = null!;
        rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, given =>
        {
            context = given;
            return Task.CompletedTask;
        }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        Assert.True(worker.WhenQuietAsync().IsCompletedSuccessfully);

        context.AddTask("ends", _ => Task.CompletedTask);
        var quiet = worker.WhenQuietAsync();
        Assert.False(quiet.IsCompleted);
        rig.Settle();

        await quiet.InTime();
    }

    [Fact]
    public async Task R_BG_9_the_wait_for_a_hook_that_blocks_its_thread_ends_by_its_token()
    {
        var rig = new Rig();
        using var threads = new RealThreads(rig);
        using var blocked = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        rig.Unit("a", "", u => u.On(Hook.Background, blocked.Wait));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var quiet = worker.WhenQuietAsync(patience.Token);
        await threads.Until(() => rig.Journal.Of("background") == "a");
        Assert.False(quiet.IsCompleted);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quiet.InTime());

        blocked.Set();
        var end = worker.WhenQuietAsync();
        await threads.Until(() => end.IsCompleted);
        await end;
    }
}
