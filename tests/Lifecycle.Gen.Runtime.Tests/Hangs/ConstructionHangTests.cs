using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>A constructor that blocks its thread for good is under the limits of the start that it is part of (R-STOP-5).</summary>
public sealed class ConstructionHangTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly FakeProcess _process = new();
    private readonly RealThreads _pool;
    private volatile bool _isBlocked;

    public ConstructionHangTests()
    {
        _pool = new RealThreads(_rig);
        _rig.Unit("a").Unit("b", "a").Unit("c", "b");
        _rig.Make = id =>
        {
            if (id == "b" && !_gate.IsSet)
            {
                _isBlocked = true;
                _gate.Wait();
            }

            return new TestUnit(id, _rig.Journal);
        };
    }

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task R_STOP_5_a_program_ends_when_the_limit_of_its_start_and_the_budget_are_used_up()
    {
        var worker = _rig.Build(startup: 2, shutdown: 3);
        var run = ProcessRun.RunAsync(worker, _process, CancellationToken.None);
        await _pool.Until(() => run.IsCompleted);

        Assert.Equal(1, await run);
        Assert.InRange(_rig.Time.Elapsed.TotalSeconds, 6, double.MaxValue); // Virtual time passes also while a thread waits for a processor.
        Assert.StartsWith(
            "error: Test.Worker could not start within its limit of 2 s; it waited for the construction of b\n  unit:  b\n  phase: Construction\n",
            _process.Errors,
            StringComparison.Ordinal);
        Assert.Equal("dispose a", _rig.Journal.ToString());
        Assert.Equal(UnitState.Failed, worker.StateOf("b"));
    }

    [Fact]
    public async Task R_STOP_5_a_signal_ends_it_within_the_budget_also_without_a_limit()
    {
        var run = ProcessRun.RunAsync(_rig.Build(shutdown: 3), _process, CancellationToken.None);
        await _pool.Until(() => _isBlocked);
        _process.Raise(PosixSignal.SIGTERM);
        await _pool.Until(() => run.IsCompleted);

        Assert.Equal(3, await run);
        Assert.StartsWith(
            "error: Test.Worker: the construction of b had not ended when the 3 s for stopping were over\n", _process.Errors, StringComparison.Ordinal);
        Assert.Equal("dispose a", _rig.Journal.ToString());
    }

    [Fact]
    public async Task R_FAIL_5_the_worker_can_be_started_again_and_what_blocked_before_changes_nothing_when_it_goes_on()
    {
        var worker = _rig.Build(startup: 2, shutdown: 3);
        var first = Task.Factory.StartNew(() => worker.StartAsync(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _pool.Until(() => worker.State == UnitState.Failed);
        _rig.Journal.Clear();

        _gate.Set();
        var ended = first.Unwrap();
        await _pool.Until(() => ended.IsCompleted); // What is left of it may be an item of the queue.
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => ended);
        var second = worker.StartAsync();
        await _pool.Until(() => second.IsCompleted);
        await second;

        Assert.Equal("up a, up b, up c", _rig.Journal.ToString());
        var stop = worker.StopAsync();
        await _pool.Until(() => stop.IsCompleted);
        await stop;
    }
}
