using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle.Engine;

/// <summary>What <see cref="ProcessRun"/> needs of the process; tests have their own.</summary>
internal interface IProcess
{
    /// <summary>Calls back at each signal until disposed.</summary>
    IDisposable Listen(Action<PosixSignal> onSignal);

    /// <summary>Ends the process at once.</summary>
    void Exit(int code);

    void WriteError(string text);
}

/// <summary>A worker as a whole program: start, signals, stop, disposal, exit code, report of the cause.</summary>
internal static class ProcessRun
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int StopFailure = 3;
    private const int SignalBase = 128;

    public static async Task<int> RunAsync(LifecycleWorker worker, IProcess process, CancellationToken cancellationToken)
    {
        WorkerEngine engine = worker.Engine;
        var stop = new StopRequest(engine);
        using IDisposable signals = process.Listen(signal => OnSignal(signal, stop, engine, process));
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((StopRequest)state!).Set(), stop);
        try
        {
            // Not on this thread: a hook that blocks the caller's thread for good must not keep the process from ending.
            await engine.StartAsync(elsewhere: true, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LifecycleException or OperationCanceledException)
        {
            // The outcome of the cycle tells it below.
        }

        // Told to stop before the start had begun, there is no end to wait for.
        if (engine.State != UnitState.Created)
            await engine.WaitAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        bool failed = engine.Failed;
        await engine.DisposeAsync(elsewhere: true).ConfigureAwait(false);
        if (engine.Outcome is not { } outcome)
            return Success;

        Report(outcome, engine, process);
        return failed ? Failure : StopFailure;
    }

    /// <summary>The end of an <c>await using</c> block, which may throw nothing: what fails in it, and only that, would be seen by nobody.</summary>
    public static async ValueTask DisposeAsync(LifecycleWorker worker, IProcess process)
    {
        if (await worker.Engine.DisposeAsync(elsewhere: false).ConfigureAwait(false) is { } error)
            Report(error, worker.Engine, process);
    }

    private static void Report(LifecycleException error, WorkerEngine engine, IProcess process)
    {
        if (ReferenceEquals(engine.Options.LoggerFactory, NullLoggerFactory.Instance))
            process.WriteError(ErrorReport.Write(error));
    }

    private static void OnSignal(PosixSignal signal, StopRequest stop, WorkerEngine engine, IProcess process)
    {
        if (signal == PosixSignal.SIGHUP)
            engine.RequestReload();
        else if (!stop.SetBySignal())
            process.Exit(SignalBase + NumberOf(signal));
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };

    /// <summary>Stops the worker, or keeps it from starting when it has not begun to.</summary>
    private sealed class StopRequest(WorkerEngine engine)
    {
        private readonly CancellationTokenSource _source = new();
        private int _signals;

        public CancellationToken Token => _source.Token;

        public void Set()
        {
            _source.Cancel();
            engine.RequestStop();
        }

        /// <summary>False: a signal has asked for it before.</summary>
        public bool SetBySignal()
        {
            if (Interlocked.Increment(ref _signals) != 1)
                return false;

            Set();
            return true;
        }
    }
}

internal sealed class ProcessSignals : IProcess
{
    public static readonly ProcessSignals Instance = new();

    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    public IDisposable Listen(Action<PosixSignal> onSignal)
    {
        var registrations = new Registrations();
        foreach (PosixSignal signal in s_signals)
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                onSignal(context.Signal);
            }));
        }

        return registrations;
    }

    public void Exit(int code) => Environment.Exit(code);

#pragma warning disable RS0030 // The one place where the runtime writes: what failed, when there is no logger and nobody to throw it to.
    public void WriteError(string text) => Console.Error.Write(text);
#pragma warning restore RS0030

    private sealed class Registrations : List<PosixSignalRegistration>, IDisposable
    {
        public void Dispose() => ForEach(static registration => registration.Dispose());
    }
}
