namespace Lifecycle.Engine;

/// <content>The engine as a work item: a second thread that has an eye on the one that drives, which a hook may block.</content>
internal sealed partial class WorkerEngine : IThreadPoolWorkItem
{
    private const int LooksBeforeRequeue = 32;
    private const int SpinsPerLook = 20;

    private bool _helperQueued;
    private bool _helperUrgent;

    private bool TryReserveHelper()
    {
        if (_helperQueued)
            return false;

        _helperQueued = true;
        return true;
    }

    /// <summary>Has a pool thread drive as soon as it can.</summary>
    private void QueueUrgentHelper()
    {
        bool enqueue;
        lock (_lock)
        {
            _helperUrgent = true;
            enqueue = TryReserveHelper();
        }

        if (enqueue)
            _queue.Enqueue(this);
    }

    /// <summary>
    /// The helper: a hook may block the thread that drives, so a second thread has an eye on it (R-START-2). While the first one makes progress
    /// it keeps away from the lock; when it does not, it arms the timer and takes over what is ready.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        int progress;
        bool urgent;
        lock (_lock)
        {
            _helperQueued = false;
            urgent = _helperUrgent;
            _helperUrgent = false;
            if (!_active && !urgent)
                return;

            progress = _progress;
        }

        if (!urgent)
        {
            int looks = 0;
            do
            {
                Thread.SpinWait(SpinsPerLook);
                if (!Volatile.Read(ref _active))
                    return;

                int now = Volatile.Read(ref _progress);
                if (now == progress)
                    break;

                progress = now;
            }
            while (++looks < LooksBeforeRequeue);

            if (looks == LooksBeforeRequeue)
            {
                lock (_lock)
                {
                    if (!_active || !TryReserveHelper())
                        return;
                }

                _queue.Enqueue(this);
                return;
            }
        }

        NoticeDelay();
        DriveInContext();
    }
}
