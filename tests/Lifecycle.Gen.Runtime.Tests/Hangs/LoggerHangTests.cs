using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>A logger or an observer that never returns holds up no program (R-STOP-5).</summary>
public sealed class LoggerHangTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly FakeProcess _process = new();
    private readonly RealThreads _pool;

    public LoggerHangTests() => _pool = new RealThreads(_rig);

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Theory]
    [InlineData("Test.Worker: Start begins")]
    [InlineData("a started in")]
    [InlineData("Test.Worker is up after")]
    [InlineData("Test.Worker: Stop begins")]
    [InlineData("a stopped in")]
    [InlineData("Test.Worker is down after")]
    public async Task R_STOP_5_a_logger_that_blocks_at_one_message_holds_up_no_program(string message)
    {
        var isBlocked = false;
        using var log = new LogSpy(text =>
        {
            if (!text.StartsWith(message, StringComparison.Ordinal) || Interlocked.Exchange(ref isBlocked, true))
                return;

            _gate.Wait();
        });
        _rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnStartup, Hook.OnShutdown, Hook.OnExit)).Unit("b", "a");

        var worker = _rig.Build(shutdown: 2, logger: log);
        var run = ProcessRun.RunAsync(worker, _process, CancellationToken.None);
        await _pool.Until(() => worker.State == UnitState.Started || (isBlocked && _rig.Live.Count > 0)); // Before, a stop would leave nothing to dispose.
        _process.Raise(PosixSignal.SIGTERM);
        await _pool.Until(() => run.IsCompleted);

        Assert.True(isBlocked);
        Assert.Equal("a", _rig.Journal.Of("dispose").Split(", ")[^1]);
    }

    [Fact]
    public async Task R_OBS_2_where_a_logger_says_late_that_it_logs_the_units_have_been_timed()
    {
        var isAsked = false;
        var isInHook = false;
        using var goOn = new ManualResetEventSlim();
        var begins = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var log = new LogSpy(text =>
        {
            if (text.EndsWith("begins", StringComparison.Ordinal))
                begins.TrySetResult();
        })
        {
            Asked = () =>
            {
                if (!Interlocked.Exchange(ref isAsked, true))
                    _gate.Wait();
            },
        };
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, () =>
        {
            Volatile.Write(ref isInHook, true);
            goOn.Wait();
        }));
        await using var worker = _rig.Build(logger: log);
        _rig.Time.Advance(5);

        var start = Task.Factory.StartNew(() => worker.StartAsync(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await _pool.Until(() => Volatile.Read(ref isInHook), timePasses: false);
        _gate.Set(); // What the queue has by now waits: nothing looks at the hook meanwhile.
        await begins.Task;
        goOn.Set();
        await _pool.Until(() => start.IsCompleted, timePasses: false);
        await start;

        Assert.Contains("a started in 0 ms", log.Messages);
    }

    [Theory]
    [InlineData(WorkerEventKind.OperationBegan)]
    [InlineData(WorkerEventKind.OperationEnded)]
    [InlineData(WorkerEventKind.StateChanged)]
    [InlineData(WorkerEventKind.HookBegan)]
    [InlineData(WorkerEventKind.HookEnded)]
    public async Task R_STOP_5_an_observer_that_blocks_at_one_event_of_the_stop_holds_up_no_program(WorkerEventKind kind)
    {
        var isBlocked = false;
        TestWorker? worker = null;
        _rig.Observer = new Blocking(happening =>
        {
            if (happening.Kind != kind || !string.Equals(happening.Operation, "Stop", StringComparison.Ordinal) || Interlocked.Exchange(ref isBlocked, true))
                return;

            _gate.Wait();
        });
        _rig.Unit("a", "", u => u.Marks(Hook.OnInit, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.OnExit)).Unit("b", "a");
        worker = _rig.Build(shutdown: 2);
        var run = ProcessRun.RunAsync(worker, _process, CancellationToken.None);
        await _pool.Until(() => worker.State == UnitState.Started);
        _process.Raise(PosixSignal.SIGTERM);
        await _pool.Until(() => run.IsCompleted);

        Assert.True(isBlocked);
        Assert.Equal("b, a", _rig.Journal.Of("dispose"));
    }

    private sealed class Blocking(Action<WorkerEvent> onEvent) : IWorkerObserver
    {
        public void OnEvent(in WorkerEvent happening) => onEvent(happening);
    }
}
