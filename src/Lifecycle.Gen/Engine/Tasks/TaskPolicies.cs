using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>Background hooks with a policy (R-BG-2): restarts, their pauses and their limit. Made for hooks with options alone.</summary>
internal sealed class TaskPolicies(UnitTable units, TaskSupervisor tasks, EngineEvents events)
{
    private readonly EngineScope _scope = units.Scope;
    private List<RestartWindow>? _windows;

    /// <summary>Whether the options of a hook need a task of their own.</summary>
    public static bool IsAskedFor(HookDefinition definition) => definition.TimeoutSeconds > 0 || RestartWindow.IsAskedFor(definition);

    public PolicyTask MakeTaskLocked(IUnit unit, int slot, HookDefinition definition, TaskGroup group) =>
        new(tasks, this, unit, slot, definition, group,
            group.Phase == Phase.Background && RestartWindow.IsAskedFor(definition) ? WindowOfLocked(unit, slot, definition) : null);

    public void ForgetRestartsLocked() => _windows = null;

    public void ForgetUnitLocked(int slot)
    {
        for (var i = (_windows?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (_windows![i].Slot == slot)
                _windows.RemoveAt(i);
        }
    }

    /// <summary>Lets the policy decide what the end of a task means.</summary>
    /// <returns>The failure that is the worker's to deal with, if there is one.</returns>
    public LifecycleException? Decide(PolicyTask task, Exception? error, LifecycleException? failure)
    {
        var group = task.Group;
        PolicyTask? again = null;
        var ignored = false;
        LifecycleException? left = null;
        var next = default(FollowUp);
        var message = failure?.InnerException is { } cause ? ExceptionText.MessageOf(cause) : null; // Not under the lock: it is the program's code.
        lock (_scope.Gate)
        {
            var timeOut = task.TimeOut;
            if (timeOut is not null)
            {
                if (failure is not null)
                    timeOut.ReplaceOthers([failure]);

                failure = timeOut;
                message = timeOut.Message;
                task.TimeOut = null;
            }
            else if (failure is null && (error is not null || task.TimedOut))
            {
                return null; // It was cancelled, and ended.
            }

            var isOver = IsOver(task);
            if (failure is null)
            {
                if (!isOver && task.Definition.OnCompletion == CompletionPolicy.StopWorker)
                    events.ComeDownLocked(new Descent(DescentReason.TaskCompleted, task.Slot), ref next);
                else if (!isOver && task.Definition.OnCompletion == CompletionPolicy.Restart)
                    left = RestartLocked(task, failure: null, message: null, out again, ref next);
            }
            else if (task.Definition.OnFailure == FailurePolicy.Ignore
                || (isOver && task.Definition.OnFailure != FailurePolicy.StopWorker && !FailsToEnd(group, timeOut)))
            {
                group.Reason = failure.InnerException ?? failure;
                ignored = true;
            }
            else
            {
                left = isOver || task.Definition.OnFailure == FailurePolicy.StopWorker ? failure : RestartLocked(task, failure, message, out again, ref next);
            }
        }

        if (left is not null)
            units.Reports?.Failed(left);
        else if (ignored)
            units.Reports?.FailurePassedOver(failure!, task.Definition.OnFailure);
        else if (again is not null)
            units.Reports?.TaskRestarted(units.Plan.IdOf(again.Slot), again.Definition.Name, again.PauseSeconds, failure);

        if (again is { Waits: false, RestartsUnit: false })
            tasks.Enqueue(again);

        tasks.Begin(next.Operation);
        if (next.NeedsDriver)
            tasks.QueueTakeover();

        return left;
    }

    /// <summary>A restart that waited for its thread while a stop began does not happen.</summary>
    public bool MayRestart(PolicyTask task)
    {
        lock (_scope.Gate)
            return !IsOver(task);
    }

    /// <summary>The end of the limit that begins now.</summary>
    public long LimitOf(PolicyTask task) => _scope.DeadlineIn(task.Definition.TimeoutSeconds);

    public TimeSpan TimeUntil(long deadline) => _scope.TimeUntil(deadline);

    /// <summary>A task's timer, not set yet.</summary>
    public ITimer MakeTimer(PolicyTask task) => _scope.Time.CreateTimer(
        static state =>
        {
            var (policies, task) = ((TaskPolicies, PolicyTask))state!;
            policies.OnTimer(task);
        },
        (this, task),
        Timeout.InfiniteTimeSpan,
        Timeout.InfiniteTimeSpan);

    /// <summary>The unit goes down: the tasks that wait to begin anew do not begin.</summary>
    public void DropWaiting(TaskGroup group)
    {
        PolicyTask[] dropped;
        lock (_scope.Gate)
        {
            dropped = [.. group.Waiting!];
            group.Waiting!.Clear();
        }

        foreach (var task in dropped)
            task.Release();
    }

    /// <summary>A hook that fails when it is cancelled fails its unit's way down, whatever its policy is for the time before.</summary>
    private static bool FailsToEnd(TaskGroup group, LifecycleException? timeOut) => timeOut is null && group.Source.IsCancellationRequested;

    /// <summary>The restarts of a hook. Those of the unit outlive its way down and up; all others are counted with the task.</summary>
    private RestartWindow WindowOfLocked(IUnit unit, int slot, HookDefinition definition)
    {
        if (definition.OnFailure != FailurePolicy.RestartDependents)
            return new RestartWindow(unit, slot, definition);

        foreach (var known in _windows ??= [])
        {
            if (known.Slot == slot && known.Name == definition.Name)
                return known;
        }

        var window = new RestartWindow(unit, slot, definition);
        _windows.Add(window);
        return window;
    }

    /// <summary>Makes the task that follows.</summary>
    /// <returns>The failure with which the policy gives up instead.</returns>
    private BackgroundTaskException? RestartLocked(
        PolicyTask task, LifecycleException? failure, string? message, out PolicyTask? again, ref FollowUp next)
    {
        var definition = task.Definition;
        var restarts = task.Restarts!;
        again = null;
        if (!restarts.TryCount(_scope.Time.GetTimestamp(), _scope.Ticks(definition.RestartWindowSeconds), failure))
        {
            var last = Failures.TooManyRestarts(units.Worker, units.Plan.IdOf(task.Slot), definition, failure, message);
            var earlier = restarts.TakeFailures();
            foreach (var other in failure?.OtherList ?? [])
                earlier.Add(other);

            last.ReplaceOthers(earlier);
            return last;
        }

        if (failure is not null)
            task.Group.Reason = failure.InnerException ?? failure;

        var pause = RetryDelay.Of(_scope, definition.RestartDelaySeconds, definition, restarts.Count);
        again = task.Again(pause, failure, restartsUnit: failure is not null && definition.OnFailure == FailurePolicy.RestartDependents);
        if (again.Waits)
        {
            (task.Group.Waiting ??= []).Add(again);
            again.WaitUntil(_scope.DeadlineIn(pause));
        }
        else
        {
            BeginAgainLocked(again, failure, ref next);
        }

        return null;
    }

    /// <summary>The pause is over: the task begins, or its unit goes down and up, which begins it too (R-BG-3). The caller enqueues it.</summary>
    private void BeginAgainLocked(PolicyTask task, LifecycleException? failure, ref FollowUp next)
    {
        if (task.RestartsUnit)
        {
            events.ComeDownLocked(new Descent(DescentReason.UnitRestart, task.Slot, failure), ref next);
            return;
        }

        task.Group.Add(task);
        tasks.FirstParts.AddLocked(task);
    }

    /// <summary>The tasks of a group are cancelled, or are about to be: nothing is restarted any more.</summary>
    private bool IsOver(PolicyTask task) => task.Group.IsAbandoned || task.Group.Source.IsCancellationRequested || units.IsGoingDown(task.Slot);

    private void OnTimer(PolicyTask task)
    {
        if (_scope.Time.GetTimestamp() < task.Deadline)
            task.Rearm();
        else if (task.Waits)
            OnPauseOver(task);
        else
            OnLimit(task);
    }

    private void OnPauseOver(PolicyTask task)
    {
        bool begins;
        var next = default(FollowUp);
        lock (_scope.Gate)
        {
            if (!task.Group.Waiting!.Remove(task))
                return;

            task.Waits = false;
            begins = !IsOver(task);
            if (begins)
                BeginAgainLocked(task, task.Cause, ref next);
        }

        if (begins && !task.RestartsUnit)
            tasks.Enqueue(task);
        else
            task.Release();

        tasks.Begin(next.Operation);
    }

    /// <summary>
    /// The limit of a background or run hook is over: it has failed, like one that throws, and its own token is cancelled. Where it may be restarted, it has
    /// a grace to end first.
    /// </summary>
    private void OnLimit(PolicyTask task)
    {
        LifecycleException failure =
            Failures.HookTooLong(units.Worker, units.Plan.IdOf(task.Slot), task.Definition.Name, task.Group.Phase, task.Definition.TimeoutSeconds);
        var passedOver = false;
        var left = false;
        var next = default(FollowUp);
        lock (_scope.Gate)
        {
            if (task.Group.IsAbandoned || !task.Group.Contains(task) || units.IsGoingDown(task.Slot))
                return;

            if (task.Definition.OnFailure == FailurePolicy.Ignore)
            {
                passedOver = true;
                task.Group.Reason = failure;
            }
            else if (task.Definition.OnFailure == FailurePolicy.StopWorker || task.TimedOut)
            {
                left = true;
                failure = task.TimeOut ?? failure;
                failure.ReplaceOthers(task.Restarts?.TakeFailures());
                task.TimeOut = null;
                events.ComeDownLocked(new Descent(DescentReason.TaskFailed, task.Slot, failure, task.Group.Source.IsCancellationRequested), ref next);
            }
            else
            {
                task.TimeOut = failure;
                task.WaitUntil(_scope.DeadlineIn(_scope.Grace));
            }

            task.SetTimedOut();
        }

        if (passedOver)
            units.Reports?.FailurePassedOver(failure, task.Definition.OnFailure);
        else if (left)
            units.Reports?.Failed(failure);

        tasks.Begin(next.Operation);
        if (next.NeedsDriver)
            tasks.QueueTakeover(); // Not on this thread, as with the timer of passes: it may be the one that moves a test's clock.

        TokenCancellation.Cancel(units, task.Source!); // Last, because its callbacks may block.
    }
}
