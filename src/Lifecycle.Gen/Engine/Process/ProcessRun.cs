using System.Runtime.InteropServices;
using Lifecycle.Engine.Operations;

namespace Lifecycle.Engine.Process;

/// <summary>A worker as a whole program: start, signals, stop, disposal, exit code, report of the cause.</summary>
internal sealed class ProcessRun : IThreadPoolWorkItem
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int StopFailure = 3;
    private const int SignalBase = 128;

    private readonly TaskCompletionSource<int> _exit = new();
    private readonly WorkerEngine _engine;
    private readonly IProcess _process;
    private readonly IDisposable _signals;
    private CancellationTokenRegistration _registration;
    private int _stopSignals;

    private ProcessRun(WorkerEngine engine, IProcess process)
    {
        _engine = engine;
        _process = process;
        _signals = process.Listen(OnSignal);
    }

    public static Task<int> RunAsync(LifecycleWorker worker, IProcess process, CancellationToken cancellationToken)
    {
        var engine = worker.Engine;
        var run = new ProcessRun(engine, process);
        Operation? first;
        try
        {
            first = engine.Commands.BeginProgram(run, isCancelled: cancellationToken.IsCancellationRequested);
        }
        catch (ObjectDisposedException)
        {
            run.Leave();
            throw;
        }

        // From here on a signal finds an operation that it can turn round.
        if (Volatile.Read(ref run._stopSignals) > 0)
            engine.Commands.RequestStop();

        run._registration = cancellationToken.UnsafeRegister(static engine => ((WorkerEngine)engine!).Commands.RequestStop(), engine);

        // Not on this thread: a hook that blocks the caller's thread for good must not keep the process from ending.
        if (first is not null)
            engine.Launch(first);

        return run._exit.Task;
    }

    /// <summary>The end of an <c>await using</c> block, which may throw nothing: what fails in it, and only that, would be seen by nobody.</summary>
    public static async ValueTask DisposeAsync(LifecycleWorker worker, IProcess process)
    {
        if (await worker.Engine.Commands.DisposeAsync().ConfigureAwait(false) is { } error)
            Report(error, worker.Engine, process);
    }

    /// <summary>The worker's life is over.</summary>
    public void Execute()
    {
        int code;
        try
        {
            code = Conclude();
        }
        catch (Exception e)
        {
            Leave();
            _exit.SetException(e);
            return;
        }

        Leave();
        _exit.TrySetResult(code); // The other one is not precompiled in .NET.
    }

    private static void Report(LifecycleException error, WorkerEngine engine, IProcess process)
    {
        if (engine.Options.MakeLog is not null)
            return;

        try
        {
            process.WriteError(ErrorReport.Write(error));
        }
        catch (Exception)
        {
            // Standard error is closed or full, and there is no other place to write to. The exit code, or the exception that leaves the program, still tells.
        }
    }

    private int Conclude()
    {
        if (_engine.Outcome is not { } outcome)
            return Success;

        Report(outcome, _engine, _process);
        return _engine.Failed ? Failure : StopFailure;
    }

    private void Leave()
    {
        _registration.Dispose();
        _signals.Dispose();
    }

    private void OnSignal(PosixSignal signal)
    {
        if (signal == PosixSignal.SIGHUP)
            _engine.Commands.RequestReload();
        else if (Interlocked.Increment(ref _stopSignals) == 1)
            _engine.Commands.RequestStop();
        else
            _process.Exit(SignalBase + NumberOf(signal));
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}
