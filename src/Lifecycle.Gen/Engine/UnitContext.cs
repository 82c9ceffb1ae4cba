using Microsoft.Extensions.Logging;

namespace Lifecycle.Engine;

internal sealed class UnitContext(WorkerEngine engine, int slot) : IWorkerContext
{
    private static readonly BackgroundAttribute s_defaults = new();

    public WorkerEngine Engine => engine;

    public int Slot => slot;

    public string WorkerName => engine.Plan.Worker;

    public string UnitId => engine.Plan.IdOf(slot);

    public CancellationToken Stopping => engine.Stopping;

    public bool IsReloading => engine.Commands.IsReloading;

    public WorkerHealth Health => engine.Health.Current;

    public TimeProvider TimeProvider => engine.Options.TimeProvider;

    public ILoggerFactory LoggerFactory => engine.Options.LoggerFactory;

    public void AddTask(string name, Func<CancellationToken, Task> task, BackgroundAttribute? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(task);
        options ??= s_defaults;
        if (!(options.TimeoutSeconds >= 0 && options.RestartDelaySeconds >= 0 && options.RestartWindowSeconds > 0 && options.MaxRestarts > 0))
            throw new ArgumentOutOfRangeException(nameof(options), "A time is negative or no number, the window is empty, or there may be no restart.");

        engine.AddTask(slot, name, task, options);
    }

    public Task<WorkerHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => engine.Health.CheckAsync(cancellationToken);

    public void RequestStop() => engine.Commands.RequestStop();

    public void RequestStop(int exitCode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exitCode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        engine.RequestExitCode(exitCode);
        engine.Commands.RequestStop();
    }

    public void RequestReload() => engine.Commands.RequestReload();
}
