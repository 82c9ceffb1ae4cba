using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Observation;
using Lifecycle.Engine.Process;
using Lifecycle.Engine.Threading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle;

/// <summary>Settings of one worker that do not change what it is made of.</summary>
public sealed class WorkerOptions
{
    private readonly ILoggerFactory? _loggerFactory;
    private readonly IWorkerObserver? _observer;
    private readonly bool _recordStartup;

    /// <summary>
    /// Makes the loggers of the worker and of the units that take one. Without it (the default) nothing is logged, and
    /// <c>RunAsync</c> writes the cause of a non-zero exit code to standard error, as <see cref="LifecycleWorker.DisposeAsync"/> does with what fails in it.
    /// </summary>
    public ILoggerFactory LoggerFactory
    {
        get => _loggerFactory ?? NullLoggerFactory.Instance;
        init
        {
            _loggerFactory = value;
            // Only here, so that a native program that sets no factory contains nothing of how messages are written.
            MakeLog = ReferenceEquals(value, NullLoggerFactory.Instance) ? null : worker => new LoggerLog(value.CreateLogger(worker));
        }
    }

    /// <summary>The clock behind every time-out, delay and measurement; tests give one that they drive themselves.</summary>
    /// <remarks>
    /// The worker asks it under a lock of its own, so that the order of events and of their times is the same. So it must do what those of .NET do:
    /// neither call the worker, nor hold a lock while it calls back a timer.
    /// </remarks>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long the whole start may take, in seconds; 0, the default, sets no limit.</summary>
    public double StartupTimeoutSeconds { get; init; }

    /// <summary>
    /// How long the whole stop may take, in seconds; 30 by default. When it ends, the tokens of the hooks still running are cancelled,
    /// <see cref="ShutdownGraceSeconds"/> follow, and what has still not ended is abandoned by name.
    /// </summary>
    public double ShutdownTimeoutSeconds { get; init; } = 25;

    /// <summary>How long a hook whose token was cancelled may take to return before it is abandoned, in seconds; 1 by default.</summary>
    public double ShutdownGraceSeconds { get; init; } = 1;

    /// <summary>
    /// How long a worker that is told to stop goes on as before, in seconds, while <see cref="LifecycleWorker.Health"/> says <see cref="HealthStatus.Draining"/>:
    /// time for a load balancer to notice before anything stops accepting work. 0, the default, is no delay.
    /// </summary>
    /// <remarks>
    /// It comes before everything else of a stop, <see cref="IWorkerContext.Stopping"/> included, and before <see cref="ShutdownTimeoutSeconds"/> begins; a second signal ends
    /// the process as ever. There is none in a reload, and none when a failure makes the worker stop. The idea is that of a preStop pause in Kubernetes.
    /// </remarks>
    public double DrainDelaySeconds { get; init; }

    /// <summary>How many hooks may be under way at once; 0, the default, sets no limit, and 1 runs them one after another in the order of the plan.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary>Is told what happens to the worker and its units; nobody by default, and then nothing is computed for it.</summary>
    public IWorkerObserver? Observer
    {
        get => _observer;
        init
        {
            _observer = value;
            if (value is not null)
                MakeObservation = static (scope, log) => new EventQueue(scope, log);
        }
    }

    /// <summary>
    /// Whether the worker makes spans and metrics, all named <c>Lifecycle.Gen</c>, which OpenTelemetry and others listen to by that name. Not by default:
    /// a program that does not say so pays nothing for them, neither in time nor in size.
    /// </summary>
    /// <remarks>
    /// A span for each operation and, below it, for each hook that an operation calls. The instruments are <c>lifecycle.startup.duration</c>,
    /// <c>lifecycle.shutdown.duration</c> and <c>lifecycle.uptime</c> in seconds, <c>lifecycle.restarts</c> and <c>lifecycle.errors</c>.
    /// </remarks>
    public bool Telemetry
    {
        get => MakeTracer is not null;
        init
        {
            MakeTracer = value ? static (worker, time) => new Telemetry(worker, time) : null;
            if (value)
                MakeObservation = static (scope, log) => new EventQueue(scope, log);
        }
    }

    /// <summary>Whether the worker notes for <see cref="LifecycleWorker.StartupReport"/> what its units did when; with an observer or telemetry it always does.</summary>
    public bool RecordStartup
    {
        get => _recordStartup;
        init
        {
            _recordStartup = value;
            if (value)
                MakeObservation = static (scope, log) => new EventQueue(scope, log);
        }
    }

    /// <summary>
    /// Whether a change of the code that is applied to the running process (<c>dotnet watch</c>, hot reload of a debugger) reloads the worker, as
    /// <see cref="LifecycleWorker.RequestReload"/> does: the hooks of its units run again, on the same instances, as the new code has them. Not by default.
    /// </summary>
    /// <remarks>
    /// Only while the worker is up or on its way, and only in a process that takes such changes, which no release build and no native program does.
    /// Where <c>dotnet watch</c> starts the program anew instead, that is a stop signal as any other.
    /// </remarks>
    public bool ReloadOnCodeUpdate
    {
        get => ListenToCodeUpdates is not null;
        init => ListenToCodeUpdates = value ? CodeUpdates.Listen : null;
    }

    /// <summary>
    /// What tells of the worker to those who observe it; <see langword="null"/> where nobody does. Named only in the setters of what asks for it,
    /// so that native programs that set none of these contain nothing of it.
    /// </summary>
    internal Func<EngineScope, WorkerLog?, WorkerObservation>? MakeObservation { get; private init; }

    /// <summary>Makes the tracer of the worker with the given name; <see langword="null"/> where no telemetry is wanted.</summary>
    internal Func<string, TimeProvider, WorkerTracer>? MakeTracer { get; private init; }

    /// <summary>Makes the log of the worker with the given name; <see langword="null"/> where there is no logger.</summary>
    internal Func<string, WorkerLog>? MakeLog { get; private init; }

    /// <summary>Reloads the worker at each change of the code, until disposed; <see langword="null"/> where that is not wanted.</summary>
    internal Func<WorkerEngine, IDisposable>? ListenToCodeUpdates { get; private init; }

    /// <summary>Where jitter comes from; each worker has its own.</summary>
    internal Random? Random { get; init; }

    internal IWorkQueue WorkQueue { get; init; } = PoolQueue.Instance;
}
