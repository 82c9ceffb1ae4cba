using Lifecycle.Engine.Threading;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>How a cycle ended, and what its end was caused by.</summary>
internal struct CycleResult(UnitTable units)
{
    private LifecycleException? _cause;
    private Completion? _ended;

    /// <summary>The error that the last cycle ended with.</summary>
    public LifecycleException? Outcome;

    /// <summary>Whether the last cycle was brought to its end by a failure, and not only failed while it stopped.</summary>
    public bool Failed;

    /// <summary>The failure that makes the worker stop.</summary>
    public readonly LifecycleException? Cause => _cause;

    /// <summary>A cycle begins.</summary>
    public void Clear()
    {
        _cause = null;
        Outcome = null;
        Failed = false;
    }

    public void ClearCause() => _cause = null;

    /// <summary>A failure that brings the worker to its end: the first is the cause. One that is among them already is not repeated.</summary>
    public void AddCause(LifecycleException failure)
    {
        if (_cause is null)
        {
            _cause = failure;
            return;
        }

        var others = _cause.CopyOthers();
        AddOnce(others, failure);
        foreach (var other in failure.OtherList)
            AddOnce(others, other);

        _cause.ReplaceOthers(others);
    }

    private readonly void AddOnce(List<Exception> others, Exception failure)
    {
        if (!ReferenceEquals(failure, _cause) && !others.Exists(other => ReferenceEquals(other, failure)))
            others.Add(failure);
    }

    /// <summary>A task that ends with the cycle.</summary>
    public Task WhenEndedLocked() => (_ended ??= new Completion()).AddWaiter();

    /// <summary>The cycle is over, or with <paramref name="isEnd"/> the life of the units.</summary>
    public void EndLocked(bool isEnd, bool failedUp, LifecycleException? error)
    {
        if (isEnd)
        {
            if (Outcome is null)
                Outcome = error;
            else if (error is not null)
                Outcome.AddOther(error);

            return;
        }

        if (_cause is not null && error is not null)
            AddCause(error);

        Outcome = _cause ?? error;
        Failed = _cause is not null || failedUp;
        units.SetWorkerStateLocked(Outcome is null ? UnitState.Stopped : UnitState.Failed);
        ReleaseWaitersLocked(Outcome);
    }

    public void ReleaseWaitersLocked(LifecycleException? error)
    {
        _ended?.Complete(error, units.Scope.Queue);
        _ended = null;
    }
}
