using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>Background hooks with a policy (R-BG-2): restarts, their pauses and their limit. Entered only for hooks with options.</content>
internal sealed partial class WorkerEngine
{
    private List<Supervision>? _supervisions;
    private Random? _random;

    /// <summary>A task for a hook that has options. Under the lock.</summary>
    private PolicyTask MakePolicyTask(IUnit unit, int slot, HookDefinition definition, TaskGroup group) =>
        new(this, unit, slot, definition, group, group.Phase == Phase.Background && Supervision.IsAskedFor(definition) ? Supervise(unit, slot, definition) : null);

    /// <summary>A restart of the unit must not forget the restarts so far; any other one is counted with its task.</summary>
    private Supervision Supervise(IUnit unit, int slot, HookDefinition definition)
    {
        if (definition.OnFailure != FailurePolicy.RestartDependents)
            return new Supervision(unit, slot, definition);

        foreach (var known in _supervisions ??= [])
        {
            if (known.Slot == slot && known.Name == definition.Name)
                return known;
        }

        var supervision = new Supervision(unit, slot, definition);
        _supervisions.Add(supervision);
        return supervision;
    }

    /// <summary>Lets the policy decide what the end of a task means.</summary>
    /// <returns>The failure that is the worker's to deal with, if there is one.</returns>
    private LifecycleException? Supervise(PolicyTask task, Exception? error, LifecycleException? failure)
    {
        var group = task.Group;
        PolicyTask? again = null;
        var stop = false;
        var ignored = false;
        LifecycleException? left = null;
        Operation? begun = null;
        lock (_lock)
        {
            var timeOut = task.TimeOut;
            if (timeOut is not null)
            {
                if (failure is not null)
                    timeOut.Others = [failure];

                failure = timeOut;
                task.TimeOut = null;
            }
            else if (failure is null && (error is not null || task.TimedOut))
            {
                return null; // It was told to end, and did.
            }

            var isOver = IsOver(task);
            if (failure is null)
            {
                stop = !isOver && task.Definition.OnCompletion == CompletionPolicy.StopWorker;
                if (!isOver && task.Definition.OnCompletion == CompletionPolicy.Restart)
                    left = Restart(task, failure: null, out again, out begun);
            }
            else if (task.Definition.OnFailure == FailurePolicy.Ignore || (isOver && task.Definition.OnFailure != FailurePolicy.StopWorker && !FailsToEnd(group, timeOut)))
            {
                group.Reason = failure.InnerException ?? failure;
                ignored = true;
            }
            else
            {
                left = isOver || task.Definition.OnFailure == FailurePolicy.StopWorker ? failure : Restart(task, failure, out again, out begun);
            }
        }

        if (left is not null)
            LogFailure(left);
        else if (ignored)
            LogPassedOver(task, failure!);
        else if (again is not null)
            LogRestart(again, failure);

        if (again is { Waits: false, RestartsUnit: false })
            _queue.Enqueue(again);

        if (begun is not null)
            Detach(begun);

        if (stop)
            RequestStop();

        return left;
    }

    /// <summary>A hook that fails when it is told to end fails its unit's way down, whatever its policy is for the time before.</summary>
    private static bool FailsToEnd(TaskGroup group, LifecycleException? timeOut) => timeOut is null && group.Source.IsCancellationRequested;

    /// <summary>Makes the task that follows. Under the lock.</summary>
    /// <returns>The failure with which the policy gives up instead.</returns>
    private BackgroundTaskException? Restart(PolicyTask task, LifecycleException? failure, out PolicyTask? again, out Operation? begun)
    {
        var definition = task.Definition;
        var supervision = task.Supervision!;
        again = null;
        begun = null;
        if (!supervision.TryCount(_time.GetTimestamp(), Ticks(definition.RestartWindowSeconds), failure))
        {
            var last = Failure.TooManyRestarts(_plan.Worker, _plan.IdOf(task.Slot), definition, failure);
            last.Others = [.. supervision.TakeFailures(), .. failure?.Others ?? []];
            return last;
        }

        if (failure is not null)
            task.Group.Reason = failure.InnerException ?? failure;

        var pause = Pause(definition.RestartDelaySeconds, definition, supervision.Count);
        again = task.Again(pause, restartsUnit: failure is not null && definition.OnFailure == FailurePolicy.RestartDependents);
        if (again.Waits)
        {
            (task.Group.Waiting ??= []).Add(again);
            again.WaitUntil(DeadlineIn(pause));
        }
        else
        {
            begun = BeginAgain(again);
        }

        return null;
    }

    /// <summary>The pause is over: the task begins, or its unit goes down and up, which begins it too (R-BG-3). Under the lock; the caller sees to the rest.</summary>
    private Operation? BeginAgain(PolicyTask task)
    {
        if (task.RestartsUnit)
            return RequestRestart(task.Slot);

        task.Group.Add(task);
        return null;
    }

    /// <summary>The pause before an attempt, the first further one being number 1. Under the lock.</summary>
    private double Pause(double seconds, HookDefinition definition, int attempt)
    {
        if (!(seconds > 0))
            return 0;

        var pause = seconds * (definition.Backoff == Backoff.Exponential ? Math.Pow(2, attempt - 1) : attempt);
        return definition.Jitter ? pause * (1 - ((_random ??= _options.Random ?? new Random()).NextDouble() / 2)) : pause;
    }

    /// <summary>The tasks of a group are told to end, or are about to be: nothing is restarted any more.</summary>
    private bool IsOver(PolicyTask task) => task.Group.Abandoned || task.Group.Source.IsCancellationRequested || IsGoingDown(task.Slot);

    /// <summary>A restart that waited for its thread while a stop began does not happen.</summary>
    public bool MayRestart(PolicyTask task)
    {
        lock (_lock)
            return !IsOver(task);
    }

    /// <summary>The end of the limit that begins now.</summary>
    public long LimitOf(PolicyTask task) => DeadlineIn(task.Definition.TimeoutSeconds);

    /// <summary>A task's timer, not set yet.</summary>
    public ITimer MakeTimer(PolicyTask task) => _time.CreateTimer(
        static state => { var (engine, task) = ((WorkerEngine, PolicyTask))state!; engine.OnTaskTimer(task); }, (this, task), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void OnTaskTimer(PolicyTask task)
    {
        if (_time.GetTimestamp() < task.Deadline)
            task.Rearm();
        else if (task.Waits)
            OnPauseOver(task);
        else
            OnTaskLimit(task);
    }

    private void OnPauseOver(PolicyTask task)
    {
        bool begins;
        Operation? begun = null;
        lock (_lock)
        {
            if (!task.Group.Waiting!.Remove(task))
                return;

            task.Waits = false;
            begins = !IsOver(task);
            if (begins)
                begun = BeginAgain(task);
        }

        if (begins && !task.RestartsUnit)
            _queue.Enqueue(task);
        else
            task.LetGo();

        if (begun is not null)
            Detach(begun);
    }

    /// <summary>The unit goes down: what waits to begin anew does not.</summary>
    private void DropWaiting(TaskGroup group)
    {
        PolicyTask[] dropped;
        lock (_lock)
        {
            dropped = [.. group.Waiting!];
            group.Waiting!.Clear();
        }

        foreach (var task in dropped)
            task.LetGo();
    }

    /// <summary>The limit of a background or run hook is over: it has failed, like one that throws, and its own token tells it. Where it may be restarted, it has a grace to end first.</summary>
    private void OnTaskLimit(PolicyTask task)
    {
        LifecycleException failure = Failure.HookTooLong(_plan.Worker, _plan.IdOf(task.Slot), task.Definition.Name, task.Group.Phase, task.Definition.TimeoutSeconds);
        var passedOver = false;
        var left = false;
        Operation? begun = null;
        var drive = false;
        lock (_lock)
        {
            if (task.Group.Abandoned || !task.Group.Contains(task) || IsGoingDown(task.Slot))
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
                failure.Others = task.Supervision?.TakeFailures() ?? [];
                task.TimeOut = null;
                drive = EnterTaskFailure(task.Slot, task.Group, failure, ref begun);
            }
            else
            {
                task.TimeOut = failure;
                task.WaitUntil(DeadlineIn(Grace));
            }

            task.SetTimedOut();
        }

        if (passedOver)
            LogPassedOver(task, failure);
        else if (left)
            LogFailure(failure);

        if (begun is not null)
            Detach(begun);

        Cancel(task.Source!);
        if (drive)
            QueueUrgentHelper(); // Not on this thread, as with the operation's timer.
    }

    /// <summary>Adds a task to a unit that is up or coming up; it begins at once (R-BG-5).</summary>
    public void AddTask(int slot, string name, Func<CancellationToken, Task> body, BackgroundAttribute options)
    {
        SupervisedTask task;
        lock (_lock)
        {
            ref var s = ref _slots[slot];
            if (s.State is not (UnitState.Starting or UnitState.Started))
            {
                throw new UnitStateException(
                    $"{_plan.IdOf(slot)} of {_plan.Worker} cannot take the task {name}: it is neither starting nor up ({s.State}). Add tasks from [OnStartup] on.", _plan.Worker, _plan.IdOf(slot));
            }

            var group = s.Background ??= new TaskGroup(Phase.Background, new CancellationTokenSource());
            var definition = new HookDefinition(Hook.Background, name)
            {
                TimeoutSeconds = options.TimeoutSeconds,
                OnFailure = options.OnFailure,
                OnCompletion = options.OnCompletion,
                MaxRestarts = options.MaxRestarts,
                RestartWindowSeconds = options.RestartWindowSeconds,
                RestartDelaySeconds = options.RestartDelaySeconds,
                Backoff = options.Backoff,
                Jitter = options.Jitter,
            };
            task = MakePolicyTask(new AddedHook(_plan.IdOf(slot), definition, body), slot, definition, group);
            group.Add(task);
        }

        _queue.Enqueue(task);
    }
}
