using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Observation;
using Lifecycle.Engine.Process;
using Lifecycle.Engine.Threading;
using Lifecycle.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle;

/// <summary>Settings of one worker; they do not change which units it has.</summary>
public sealed class WorkerOptions
{
    private readonly ILoggerFactory? _loggerFactory;
    private readonly IWorkerObserver? _observer;
    private readonly bool _recordStartup;
    private readonly bool _notifySystemd;

    /// <summary>Those of a worker without any.</summary>
    internal static WorkerOptions Defaults { get; } = new();

    /// <summary>The defaults.</summary>
    public WorkerOptions()
    {
    }

    // Without the setters of the options for observation, which would bring its code into every native program with a host.
    private WorkerOptions(WorkerOptions other)
    {
        _loggerFactory = other._loggerFactory;
        _observer = other._observer;
        _recordStartup = other._recordStartup;
        TimeProvider = other.TimeProvider;
        StartupTimeoutSeconds = other.StartupTimeoutSeconds;
        ShutdownTimeoutSeconds = other.ShutdownTimeoutSeconds;
        ShutdownGraceSeconds = other.ShutdownGraceSeconds;
        DrainDelaySeconds = other.DrainDelaySeconds;
        RepeatedSignalSeconds = other.RepeatedSignalSeconds;
        MaxConcurrency = other.MaxConcurrency;
        MakeLog = other.MakeLog;
        MakeObservation = other.MakeObservation;
        MakeTracer = other.MakeTracer;
        ListenToCodeUpdates = other.ListenToCodeUpdates;
        Random = other.Random;
        KeepsStacksApart = other.KeepsStacksApart;
        WorkQueue = other.WorkQueue;
        Host = other.Host;
    }

    /// <summary>
    /// Makes the loggers of the worker and of the units that take one. Default: none; then nothing is logged, <c>RunAsync</c> writes the cause of a non-zero
    /// exit code to standard error, and <see cref="LifecycleWorker.DisposeAsync"/> does so with its own failures.
    /// </summary>
    public ILoggerFactory LoggerFactory
    {
        get => _loggerFactory ?? NullLoggerFactory.Instance;
        init
        {
            _loggerFactory = value;
            // Referenced here only, so that a native program that sets no factory contains no logging code.
            MakeLog = ReferenceEquals(value, NullLoggerFactory.Instance) ? null : worker => new LoggerLog(value.CreateLogger(worker));
        }
    }

    /// <summary>
    /// The clock of every time-out, delay and measurement, which a test can replace by one that it controls. Default:
    /// <see cref="TimeProvider.System"/>.
    /// </summary>
    /// <remarks>
    /// The worker reads it while it holds its own lock, so that events and their times have the same order. An implementation must not call the worker, and
    /// must not hold a lock while it calls a timer's callback; those of .NET meet this.
    /// </remarks>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The limit for the whole start, in seconds. Default: 0, no limit. A start that exceeds it fails with a <see cref="LifecycleTimeoutException"/>.
    /// </summary>
    public double StartupTimeoutSeconds { get; init; }

    /// <summary>
    /// The budget for the whole stop, in seconds. Default: 25; 0 sets no limit. When it is used up, the tokens of the hooks that still run are cancelled;
    /// hooks that have not ended <see cref="ShutdownGraceSeconds"/> later are abandoned, each reported by name.
    /// </summary>
    public double ShutdownTimeoutSeconds { get; init; } = 25;

    /// <summary>The time between the cancellation of a hook's token and its abandonment, in seconds. Default: 1.</summary>
    public double ShutdownGraceSeconds { get; init; } = 1;

    /// <summary>
    /// The time between the request of a stop and its first effect on units, in seconds, during which <see cref="LifecycleWorker.Health"/> is already
    /// <see cref="HealthStatus.Draining"/>: a load balancer can stop sending work before any unit stops accepting it. Default: 0.
    /// </summary>
    /// <remarks>
    /// The delay precedes every other step of a stop, including <see cref="IWorkerContext.Stopping"/>, and is not part of
    /// <see cref="ShutdownTimeoutSeconds"/>. A later signal ends the process as usual. There is no delay in a reload, nor when a failure stops the worker.
    /// </remarks>
    public double DrainDelaySeconds { get; init; }

    /// <summary>
    /// The time after a first SIGINT, SIGTERM or SIGQUIT in which another one repeats the same request, in seconds. A later one ends the process at once; with
    /// 0 every second one does. Only <c>RunAsync</c> handles signals. Default: 1.
    /// </summary>
    /// <remarks>
    /// One request often arrives twice: <c>timeout</c> signals a program and then its group, and entry scripts and package managers forward signals that the
    /// program has received as well. A SIGQUIT after another signal is never a repetition. The handlers remain for this time also after the worker has stopped.
    /// </remarks>
    public double RepeatedSignalSeconds { get; init; } = 1;

    /// <summary>
    /// The number of hooks that may run concurrently; with 1 they run in the order of the plan. Does not count background and run hooks. Default: 0,
    /// no limit.
    /// </summary>
    public int MaxConcurrency { get; init; }

    /// <summary>Receives the events of the worker. Default: <see langword="null"/>; then no events are made.</summary>
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
    /// Whether the worker makes spans and metrics; the activity source and the meter are both named <c>Lifecycle.Gen</c>. Default: <see langword="false"/>;
    /// then a native program contains no code for them.
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

    /// <summary>
    /// Whether <see cref="LifecycleWorker.StartupReport"/> is recorded. Default: <see langword="false"/>; always with an observer or telemetry.
    /// </summary>
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
    /// <see cref="LifecycleWorker.RequestReload"/> does: the hooks run again, on the same instances, with the new code. Default: <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// Effective while the worker is up or on its way up, in a process that accepts such changes; release builds and native programs do not.
    /// Where <c>dotnet watch</c> restarts the program instead, the worker receives a stop signal.
    /// </remarks>
    public bool ReloadOnCodeUpdate
    {
        get => ListenToCodeUpdates is not null;
        init => ListenToCodeUpdates = value ? CodeUpdates.Listen : null;
    }

    /// <summary>
    /// Whether the worker tells systemd, of which the process is a service of <c>Type=notify</c> or <c>notify-reload</c>, what it does. Default:
    /// <see langword="false"/>; then a native program contains no code for it. Without <c>NOTIFY_SOCKET</c> in the environment, as it is when the options are
    /// made, it has no effect.
    /// </summary>
    /// <remarks>
    /// <c>READY=1</c> when the worker is up, <c>RELOADING=1</c> with <c>MONOTONIC_USEC</c> when a reload begins, <c>STOPPING=1</c> when a stop does;
    /// <c>EXTEND_TIMEOUT_USEC</c> every 5 seconds of these, with the units that are waited for as <c>STATUS</c>; and <c>WATCHDOG=1</c> at least twice in
    /// <c>WATCHDOG_USEC</c> as long as no failure has ended the worker. For one worker of a process; the package for hosts has a notification of its own, and
    /// this has no effect there.
    /// </remarks>
    public bool NotifySystemd
    {
        get => _notifySystemd;
        init
        {
            _notifySystemd = value;
            MakeNotifier = null;
            if (!value || SystemdService.FromEnvironment() is not { } service)
                return;

            MakeNotifier = (worker, time) => new SystemdNotifier(worker, time, service);
            MakeObservation = static (scope, log) => new EventQueue(scope, log);
        }
    }

    /// <summary>
    /// Makes the observation of the worker; <see langword="null"/> if no option requires it. Set only in the setters of those options, so that native
    /// programs that set none of them contain no observation code.
    /// </summary>
    internal Func<EngineScope, WorkerLog?, WorkerObservation>? MakeObservation { get; private init; }

    /// <summary>Makes the tracer of the worker with the given name; <see langword="null"/> without telemetry.</summary>
    internal Func<string, TimeProvider, WorkerTracer>? MakeTracer { get; private init; }

    /// <summary>Makes what tells systemd of the worker; <see langword="null"/> where systemd gets nothing.</summary>
    internal Func<LifecycleWorker, TimeProvider, IWorkerObserver>? MakeNotifier { get; private init; }

    /// <summary>Makes the log of the worker with the given name; <see langword="null"/> without a logger.</summary>
    internal Func<string, WorkerLog>? MakeLog { get; private init; }

    /// <summary>
    /// Begins to reload the worker at each change of the code, until disposed; <see langword="null"/> without <see cref="ReloadOnCodeUpdate"/>.
    /// </summary>
    internal Func<WorkerEngine, IDisposable>? ListenToCodeUpdates { get; private init; }

    /// <summary>What else runs in the process; <see langword="null"/> for a worker that is alone.</summary>
    internal WorkerHost? Host { get; private init; }

    /// <summary>The source of jitter; <see langword="null"/> for one made by the worker.</summary>
    internal Random? Random { get; init; }

    /// <summary>Whether no hook runs on the stack of one that has ended, as in a debugger.</summary>
    internal bool KeepsStacksApart { get; init; }

    internal IWorkQueue WorkQueue { get; init; } = PoolQueue.Instance;

    /// <summary>The same for a worker in a host, which has its own delay before the drain.</summary>
    internal WorkerOptions InHost(WorkerHost host, ILoggerFactory loggerFactory, TimeProvider timeProvider) => new(this)
    {
        Host = host,
        LoggerFactory = _loggerFactory ?? loggerFactory,
        TimeProvider = ReferenceEquals(TimeProvider, TimeProvider.System) ? timeProvider : TimeProvider,
        DrainDelaySeconds = 0,
    };
}
