using System.Runtime.InteropServices;
using Lifecycle.Engine.Operations;

namespace Lifecycle.Engine.Process;

/// <summary>A worker as a whole program: start, signals, stop, disposal, exit code, report of the cause.</summary>
internal sealed class ProcessRun : IThreadPoolWorkItem
{
    private const int SignalBase = 128;

    private readonly TaskCompletionSource<int> _exit = new();
    private readonly WorkerEngine _engine;
    private readonly IProcess _process;
    private readonly IDisposable _signals;
    private readonly StopSignals _stopSignals;
    private CancellationTokenRegistration _registration;

    /// <summary>Keeps the handlers for as long as a repeated signal may come.</summary>
    private ITimer? _leaving;
    private volatile bool _stopRequested;
    private volatile bool _isOver;

    private ProcessRun(WorkerEngine engine, IProcess process)
    {
        _engine = engine;
        _process = process;
        _stopSignals = new StopSignals(engine.Options.TimeProvider, engine.Options.RepeatedSignalSeconds);
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
        if (run._stopRequested)
            engine.Commands.RequestStop();

        run._registration = cancellationToken.UnsafeRegister(static engine => ((WorkerEngine)engine!).Commands.RequestStop(), engine);

        // Not on this thread: a hook that blocks the caller's thread for good must not keep the process from ending.
        if (first is not null)
            engine.Launch(first);

        return run._exit.Task;
    }

    /// <summary>The end of an <c>await using</c> block, which may throw nothing: what fails in it, and only that, would not be reported otherwise.</summary>
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
        if (engine.Options.MakeLog is null)
            process.WriteError(ErrorReport.Write(error));
    }

    private int Conclude()
    {
        if (_engine.Outcome is { } outcome)
            Report(outcome, _engine, _process);

        return _engine.ExitCode(_process.ExitCode);
    }

    /// <summary>
    /// Takes the handlers away. After a stop signal they stay for as long as it may be repeated, because a repetition that found no handler would kill a
    /// program that has stopped in order and is about to say so with its exit code.
    /// </summary>
    private void Leave()
    {
        _isOver = true;
        _registration.Dispose();
        var remaining = _stopSignals.Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            _signals.Dispose();
            return;
        }

        _leaving = _engine.Options.TimeProvider.CreateTimer(
            static run => ((ProcessRun)run!).StopListening(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _leaving.Change(remaining, Timeout.InfiniteTimeSpan);
    }

    private void StopListening()
    {
        _leaving!.Dispose();
        _signals.Dispose();
    }

    private void OnSignal(PosixSignal signal)
    {
        if (_isOver)
            return;

        if (signal == PosixSignal.SIGHUP && !_process.HasTerminal)
        {
            _engine.Commands.RequestReload();
            return;
        }

        // A terminal that is closed asks for a stop like anything else, but there is no person left who could ask twice, and it is followed by other signals.
        var wish = signal == PosixSignal.SIGHUP ? StopWish.Stop : _stopSignals.Take(signal);
        if (wish == StopWish.Force)
        {
            _process.Exit(SignalBase + NumberOf(signal));
        }
        else if (wish == StopWish.Stop)
        {
            _stopRequested = true;
            _engine.Commands.RequestStop();
        }
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}
