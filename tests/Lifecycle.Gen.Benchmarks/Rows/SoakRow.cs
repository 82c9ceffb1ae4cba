using Lifecycle.Benchmarks.Results;
using Lifecycle.Runtime;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>What a worker that runs for a long time keeps: the live heap after many events of one kind, less that after a tenth as many.</summary>
internal static class SoakRow
{
    private const long MostGrowth = 64 * 1024;

    public static IEnumerable<Row> Measure()
    {
        yield return Soak("restarts of a background hook that fails", 1_000_000, RestartsAsync);
        yield return Soak("units attached and detached", 100_000, AttachAsync);
        yield return Soak("reloads", 10_000, ReloadAsync);
        yield return Soak("health checks", 1_000_000, CheckAsync);
    }

    private static Row Soak(string what, int events, Func<SoakWorker, int, Task> happenAsync)
    {
        var growth = GrowthAsync(events, happenAsync).GetAwaiter().GetResult();
        return new Row($"live heap after {events:N0} {what}", Figure.Bytes(growth), Figure.None, Figure.None, Figure.None,
            $"≤ {Figure.Bytes(MostGrowth)}", Figure.Bytes(growth), growth <= MostGrowth);
    }

    private static async Task<long> GrowthAsync(int events, Func<SoakWorker, int, Task> happenAsync)
    {
        await using var worker = new SoakWorker();
        await worker.StartAsync();
        await happenAsync(worker, events / 10);
        var before = LiveHeap();
        await happenAsync(worker, events - (events / 10));
        var growth = LiveHeap() - before;
        if (worker.State != UnitState.Started)
            throw new InvalidOperationException($"The worker is {worker.State}.");

        return Math.Max(0, growth);
    }

    /// <summary>What waits for its finalizer is no part of it.</summary>
    private static long LiveHeap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static Task RestartsAsync(SoakWorker worker, int count) => worker.Failing.FailAsync(count);

    private static async Task AttachAsync(SoakWorker worker, int count)
    {
        var neighbour = new Attached();
        await worker.AttachAsync(neighbour);
        for (var i = 0; i < count; i++)
        {
            var unit = new Attached();
            await worker.AttachAsync(unit);
            await worker.DetachAsync(unit);
        }

        await worker.DetachAsync(neighbour);
    }

    private static async Task ReloadAsync(SoakWorker worker, int count)
    {
        for (var i = 0; i < count; i++)
            await worker.ReloadAsync();
    }

    private static async Task CheckAsync(SoakWorker worker, int count)
    {
        for (var i = 0; i < count; i++)
            await worker.CheckHealthAsync();
    }

    private sealed class SoakWorker() : LifecycleWorker(new WorkerPlan("Soak", static () => ["Checked", "Failing"], [0, 1, 0]), options: null)
    {
        public Failing Failing { get; private set; } = new();

        protected override void Construct(IUnit[] units)
        {
            units[0] = new Checked();
            units[1] = Failing = new Failing();
        }
    }

    private sealed class Checked : IUnit
    {
        UnitDefinition IUnit.Define() => new("Checked", [new HookDefinition(Hook.HealthCheck, "Check") { CacheSeconds = 0 }]);

        Task? IUnit.InvokeAsync(int hook, in HookCall call) =>
            hook == Hook.Describe ? call.Describe(HookCounts.HealthCheck | HookCounts.SeeDefinition) : Task.CompletedTask;
    }

    private sealed class Attached : IUnit
    {
        bool IUnit.Needs(object unit) => unit is Checked;

        Task? IUnit.InvokeAsync(int hook, in HookCall call) =>
            hook == Hook.Describe ? call.Describe(HookCounts.OnStartup | HookCounts.OnShutdown) : Task.CompletedTask;
    }

    /// <summary>Its background hook fails a given number of times, and then waits for the next number.</summary>
    private sealed class Failing : IUnit
    {
        private TaskCompletionSource _failed = new();
        private TaskCompletionSource _more = new();
        private int _left;

        public Task FailAsync(int count)
        {
            var failed = _failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _left = count;
            _more.SetResult();
            return failed.Task;
        }

        UnitDefinition IUnit.Define() => new("Failing",
            [new HookDefinition(Hook.Background, "Fail") { OnFailure = FailurePolicy.Restart, MaxRestarts = int.MaxValue }]);

        Task? IUnit.InvokeAsync(int hook, in HookCall call) => hook switch
        {
            Hook.Describe => call.Describe(HookCounts.Background | HookCounts.SeeDefinition),
            Hook.Background => FailOnceAsync(call.Token),
            _ => Task.CompletedTask,
        };

        private async Task FailOnceAsync(CancellationToken stopping)
        {
            if (_left == 0)
            {
                _failed.TrySetResult();
                await _more.Task.WaitAsync(stopping);
                _more = new TaskCompletionSource();
            }

            _left--;
            throw new InvalidOperationException("It fails each time.");
        }
    }
}
