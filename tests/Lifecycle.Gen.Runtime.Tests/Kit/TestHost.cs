using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A host that lets the test decide when the units go down.</summary>
internal sealed class TestHost : WorkerHost
{
    /// <summary>Takes the units down; <see langword="null"/> while no stop has begun.</summary>
    public Action? GoOn { get; private set; }

    /// <summary>What is left of the host's time.</summary>
    public double Seconds { get; set; } = 30;

    protected internal override double ShutdownSeconds => Seconds;

    public static (LifecycleException? Failure, int ExitCode) OutcomeOf(LifecycleWorker worker) => (OutcomeOf(worker, out var code), code);

    public static new void Construct(LifecycleWorker worker) => WorkerHost.Construct(worker);

    public static new object? UnitAt(LifecycleWorker worker, int slot) => WorkerHost.UnitAt(worker, slot);

    public WorkerOptions Adopt(WorkerOptions options) => OptionsFor(options, NullLoggerFactory.Instance, options.TimeProvider);

    /// <summary>The units that the worker was about to dispose.</summary>
    public List<string> Disposed { get; } = [];

    protected internal override void BeginDisposal(object unit) => Disposed.Add(((TestUnit)unit).Id);

    protected internal override void BeginStop(Action goOn) => GoOn = goOn;
}
