using System.Net.Sockets;

namespace Lifecycle.Engine.Observation;

/// <summary>Tells systemd what becomes of a worker that is a service by itself, from the worker's events.</summary>
internal sealed class SystemdNotifier : IWorkerObserver
{
    private readonly LifecycleWorker _worker;
    private readonly SystemdService _service;
    private readonly ITimer _timer;
    private Exception? _failure;

    public SystemdNotifier(LifecycleWorker worker, TimeProvider time, SystemdService service)
    {
        _worker = worker;
        _service = service;
        _timer = time.CreateTimer(static state => ((SystemdNotifier)state!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <exception cref="SocketException">Nothing receives, now or at the last beat.</exception>
    public void OnEvent(in WorkerEvent happening)
    {
        if (happening.Kind == WorkerEventKind.OperationBegan)
            OperationBegan(happening.Operation);
        else if (happening.Kind == WorkerEventKind.OperationEnded)
            OperationEnded(happening.Operation);
        else if (happening is { Kind: WorkerEventKind.StateChanged, Unit: null })
            StateChanged(happening.To, happening.Operation);

        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            throw failure;
    }

    private static bool IsOfWorker(string? operation) => operation is "Start" or "Stop" or "Reload" or "End";

    private void OperationBegan(string? operation)
    {
        if (IsOfWorker(operation))
            _timer.Change(_service.Interval, _service.Interval);
    }

    private void OperationEnded(string? operation)
    {
        if (operation == "End")
        {
            _timer.Dispose();
            _service.Dispose();
        }
        else if (IsOfWorker(operation) && !(_service.BeatsWhenUp && _worker.State == UnitState.Started))
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void StateChanged(UnitState to, string? operation)
    {
        if (to == UnitState.Started)
            _service.IsReady();
        else if (to == UnitState.Stopping && operation == "Reload")
            _service.IsReloading();
        else if (to is UnitState.Stopping or UnitState.Stopped or UnitState.Failed)
            _service.IsStopping();
    }

    private void Beat()
    {
        var waits = new List<string>();
        SystemdService.AddWaits(_worker, waits);
        try
        {
            _service.Beat(_worker.State != UnitState.Failed, waits);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _failure = e; // Reported with the next event: a timer has no caller.
        }
    }
}
