using Microsoft.Extensions.Logging;

namespace Lifecycle.Engine;

internal sealed class UnitContext(WorkerEngine engine, int slot) : IWorkerContext
{
    public string WorkerName => engine.Plan.Worker;

    public string UnitId => engine.Plan.IdOf(slot);

    public CancellationToken Stopping => engine.Stopping;

    public TimeProvider TimeProvider => engine.Options.TimeProvider;

    public ILoggerFactory LoggerFactory => engine.Options.LoggerFactory;

    public void RequestStop() => engine.RequestStop();

    public void RequestReload() => engine.RequestReload();
}
