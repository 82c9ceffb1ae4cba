using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Nothing piles up over many starts and stops in one process. Alone, because the memory of other tests would count.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    private const int Cycles = 10_000;
    private const int WarmUp = 2_000;

    /// <summary>Eleven bytes a cycle: less than the smallest object.</summary>
    private const long MostGrowth = 11 * (Cycles - WarmUp);

    [Fact]
    public async Task A_worker_that_is_started_and_stopped_10_000_times_leaks_nothing()
    {
        using var longLived = new CancellationTokenSource();

        (var worker, var growth) = await CyclesAsync(longLived.Token);

        Assert.InRange(growth, long.MinValue, MostGrowth);
        await CollectedAsync([worker]).InTime();
    }

    [Fact]
    public async Task Ten_thousand_workers_that_run_as_programs_leave_no_handler_no_registration_and_no_timer()
    {
        using var longLived = new CancellationTokenSource();
        var process = new CountingProcess();
        var references = new List<WeakReference>(Cycles);
        for (var i = 0; i < Cycles; i++)
            Assert.Equal(0, await RunAsync(process, references, longLived.Token).InTime());

        Assert.Equal((Cycles, 0), (process.Begun, process.Listening));

        // A look at a worker's thread may still be due; nothing else may keep one.
        await CollectedAsync(references).InTime();
    }

    [Fact]
    public async Task A_background_task_that_has_been_restarted_is_not_kept()
    {
        var rig = new Rig();
        var references = new List<WeakReference>();
        var end = new TaskCompletionSource();
        rig.Unit("a", "", u => u.On(Hook.Background, _ =>
        {
            end = new TaskCompletionSource();
            references.Add(new WeakReference(end.Task));
            return end.Task;
        }, new HookDefinition(0, "") { OnCompletion = CompletionPolicy.Restart, MaxRestarts = int.MaxValue, RestartWindowSeconds = 0.001 }));
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        rig.Settle();
        for (var restart = 0; restart < 1_000; restart++)
        {
            end.SetResult();
            rig.Advance(0.01);
        }

        Assert.Equal(1_001, references.Count);
        // The first one stays with the unit's list of hooks, the last one runs.
        await CollectedAsync(references[1..^1]).InTime();
        Assert.Equal(UnitState.Started, worker.State);
    }

    private static async Task<(WeakReference Worker, long Growth)> CyclesAsync(CancellationToken longLived)
    {
        var rig = new Rig();
        var worker = Build(rig);
        long before = 0;
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            if (cycle == WarmUp)
                before = GC.GetTotalMemory(forceFullCollection: true);

            await CycleAsync(worker, rig, cycle, longLived);
            rig.Journal.Clear();
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal((0, 0), (rig.Time.LiveTimers, rig.Queue.Count));
        return (new WeakReference(worker), growth);
    }

    /// <summary>One cycle with everything that has timers, tokens or places of its own.</summary>
    private static async Task CycleAsync(TestWorker worker, Rig rig, int cycle, CancellationToken longLived)
    {
        await During(rig, worker.StartAsync(longLived));
        Assert.Equal(UnitState.Started, worker.State);
        await During(rig, worker.Engine.UnitCommands.StartAsync(typeof(OnRequest), longLived));
        var plugin = new Plugin(rig.Journal);
        plugin.Lives().Marks(Hook.OnShutdown).On(Hook.Background, token => rig.Delay(-1, token));
        await During(rig, worker.AttachAsync(plugin, longLived));
        if (cycle % 10 == 0)
            await During(rig, worker.ReloadAsync(longLived));

        await During(rig, worker.Engine.UnitCommands.StopAsync(typeof(OnRequest), longLived));
        await During(rig, worker.DetachAsync(plugin, longLived));
        await During(rig, worker.StopAsync(longLived));
    }

    private static async Task During(Rig rig, Task task)
    {
        rig.Settle();
        while (!task.IsCompleted && rig.Time.AdvanceToNext())
            rig.Settle();

        await task.InTime();
    }

    private static TestWorker Build(Rig rig)
    {
        rig.Make = id => id == "request" ? new OnRequest(rig.Journal) : new TestUnit(id, rig.Journal);
        var fails = false;
        rig.Unit("slow", "", u => u.On(Hook.OnStartup, token => rig.Delay(0.01, token), new HookDefinition(0, "") { TimeoutSeconds = 5, Retries = 1 })
            .On(Hook.OnShutdown, token => rig.Delay(0.01, token)))
            .Unit("retried", "slow", u => u.Marks(Hook.OnShutdown)
                .On(Hook.OnStartup, _ => (fails = !fails) ? throw new IOException("once") : Task.CompletedTask,
                    new HookDefinition(0, "") { Retries = 2, RetryDelaySeconds = 0.01 }))
            .Unit("late", "slow", u => u.On(Hook.Background, token => rig.Delay(-1, token),
                new HookDefinition(0, "")
                {
                    OnFailure = FailurePolicy.Restart,
                    TimeoutSeconds = 0.015,
                    MaxRestarts = int.MaxValue,
                    RestartWindowSeconds = 0.02,
                    RestartDelaySeconds = 0.01,
                }))
            .Unit("alive", "retried", u => u.Lives(token => rig.Delay(0.01, token)).OnContext(Hook.OnStartup, context =>
            {
                context.AddTask("poll", token => rig.Delay(-1, token), new BackgroundAttribute { OnCompletion = CompletionPolicy.Restart });
                return Task.CompletedTask;
            }))
            .Unit("request", "slow", u => u.Lives()).OnRequest("request");
        return rig.Build(startup: 20);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> RunAsync(CountingProcess process, List<WeakReference> references, CancellationToken longLived)
    {
        string[] ids = ["a"];
        var plan = new WorkerPlan("Test.Worker", () => ids, [0]);
        var options = new WorkerOptions { StartupTimeoutSeconds = 100 };
        var worker = new TestWorker(plan, options, units => units[0] = new TestUnit("a", new Journal())
            .On(Hook.OnStartup, async _ => await Task.Yield(), new HookDefinition(0, "") { TimeoutSeconds = 100 })
            .On(Hook.Background, token => Task.Delay(Timeout.Infinite, token),
                new HookDefinition(0, "") { TimeoutSeconds = 100, OnFailure = FailurePolicy.Restart })
            .On(Hook.Run, () => { })
            .Lives());
        references.Add(new WeakReference(worker));
        return ProcessRun.RunAsync(worker, process, longLived);
    }

    private static async Task CollectedAsync(List<WeakReference> references)
    {
        while (references.Exists(reference => reference.IsAlive))
        {
            GC.Collect();
            await Task.Yield();
        }
    }

    private sealed class OnRequest(Journal journal) : TestUnit("request", journal);

    private sealed class Plugin(Journal journal) : TestUnit("plugin", journal);

    private sealed class CountingProcess : IProcess, IDisposable
    {
        private int _begun;
        private int _ended;

        public int Begun => _begun;

        public int Listening => _begun - _ended;

        public bool HasTerminal => false;

        public int ExitCode => 0;

        public IDisposable Listen(Action<PosixSignal> onSignal)
        {
            Interlocked.Increment(ref _begun);
            return this;
        }

        public void Exit(int code) => throw new InvalidOperationException($"exit {code}");

        public void WriteError(string text) => throw new InvalidOperationException(text);

        public void Dispose() => Interlocked.Increment(ref _ended);
    }
}
