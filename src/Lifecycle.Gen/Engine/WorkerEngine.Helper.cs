namespace Lifecycle.Engine;

/// <content>The engine as a work item: a second thread that takes over from the one that drives, which a hook may block (R-START-2).</content>
internal sealed partial class WorkerEngine : IThreadPoolWorkItem
{
    /// <summary>The next one in the list of <see cref="Lookout"/>.</summary>
    public WorkerEngine? NextWatched;

    private bool _watched;
    private bool _helperQueued;
    private bool _helperUrgent;
    private int _seenProgress;

    /// <summary>Under the lock. True: the caller hands the engine to <see cref="IWorkQueue.Watch"/> when the lock is released.</summary>
    private bool TryReserveWatch()
    {
        if (_watched || _helperQueued)
            return false;

        _watched = true;
        _seenProgress = _progress;
        return true;
    }

    /// <summary>The caller watches from now on. False: somebody else does, or need not any more.</summary>
    public bool ReserveWatch()
    {
        lock (_lock)
            return TryReserveWatch();
    }

    /// <summary>Whoever watches asks. False: nothing is under way any more, or the thread that drives is blocked and another one is on its way.</summary>
    public bool LookAgain()
    {
        lock (_lock)
        {
            if (_active && _progress != _seenProgress)
            {
                _seenProgress = _progress;
                return true;
            }

            _watched = false;
            if (!_active || _helperQueued)
                return false;

            _helperQueued = true;
        }

        _queue.Enqueue(this);
        return false;
    }

    /// <summary>Has a pool thread drive as soon as it can.</summary>
    private void QueueUrgentHelper()
    {
        bool enqueue;
        lock (_lock)
        {
            _helperUrgent = true;
            enqueue = !_helperQueued;
            _helperQueued = true;
        }

        if (enqueue)
            _queue.Enqueue(this);
    }

    /// <summary>The helper: arms the timer and takes over what is ready.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        lock (_lock)
        {
            _helperQueued = false;
            var urgent = _helperUrgent;
            _helperUrgent = false;
            if (!_active && !urgent)
                return;
        }

        NoticeDelay();
        DriveInContext();
    }
}
