using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <content>Background and run hooks: begun on the pool, watched while the worker is up, cancelled and awaited when their turn to go down comes.</content>
internal sealed partial class WorkerEngine
{
    private int _running;

    private void BeginBackground(ref Visit visit)
    {
        TaskGroup group;
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn != visit.Turn || _halted)
                return;

            group = MakeGroup(visit.Slot, ref s, s.Background ?? new TaskGroup(Phase.Background, new CancellationTokenSource())); // A startup hook may have added tasks.
            s.Background = group;
        }

        Begin(group);
    }

    /// <summary>Makes the run hooks of all units that are up and have none running. Under the lock; begun outside of it.</summary>
    private TaskGroup? MakeRunGroups()
    {
        if (!Has(Phase.Run))
            return null;

        TaskGroup? first = null;
        for (var slot = _slots.Length - 1; slot >= 0; slot--)
        {
            ref var s = ref _slots[slot];
            if (Phase.CountIn(s.Hooks, Phase.Run) == 0 || (s.Flags & SlotFlags.Up) == SlotFlags.None || s.Run is not null)
                continue;

            s.Run = MakeGroup(slot, ref s, new TaskGroup(Phase.Run, new CancellationTokenSource()));
            s.Run.Next = first;
            _running += s.Run.All.Length;
            first = s.Run;
        }

        return first;
    }

    /// <summary>Tells the run hooks to end, all at once. False: none is left.</summary>
    private bool CancelRun()
    {
        var any = false;
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            TaskGroup? group;
            lock (_lock)
                group = _selective && !IsSelected(ref _slots[slot]) ? null : _slots[slot].Run;

            if (group is null)
                continue;

            any = true;
            Cancel(group.Source);
        }

        return any;
    }

    /// <summary>Makes the unit's tasks of the group's phase.</summary>
    private TaskGroup MakeGroup(int slot, ref Slot s, TaskGroup group)
    {
        var tasks = new SupervisedTask[CountHooks(slot, s.Hooks, group.Phase)];
        for (var step = 0; step < tasks.Length; step++)
        {
            var hook = (group.Phase << Hook.PhaseShift) + step;
            tasks[step] = (s.Hooks & HookCounts.SeeDefinition) != 0 && Find(slot, hook) is { } definition && (definition.TimeoutSeconds > 0 || Supervision.IsAskedFor(definition))
                ? MakePolicyTask(_units[slot], slot, definition, group)
                : new SupervisedTask(this, _units[slot], slot, hook, group);
        }

        for (var step = tasks.Length - 1; step >= 0; step--)
        {
            tasks[step].NextLive = group.Live;
            group.Live = tasks[step];
        }

        group.All = tasks;
        return group;
    }

    private void Begin(TaskGroup group)
    {
        foreach (var task in group.All)
            _queue.Enqueue(task);
    }

    /// <summary>Cancels the unit's tasks and, while they still run, lets the visit wait for them.</summary>
    private bool WaitsForTasks(ref Visit visit)
    {
        TaskGroup? group;
        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn != visit.Turn)
            {
                visit.Result = VisitResult.Departed;
                return true;
            }

            group = visit.Phase == Phase.Run ? s.Run : s.Background;
        }

        if (group is null)
            return false;

        Cancel(group.Source);
        if (group.Waiting is not null)
            DropWaiting(group);

        lock (_lock)
        {
            ref var s = ref _slots[visit.Slot];
            if (s.Turn != visit.Turn)
            {
                visit.Result = VisitResult.Departed;
                return true;
            }

            if (group.Live is null)
            {
                Forget(ref s, group);
                return false;
            }

            group.Awaited = true;
            if (_overtime)
            {
                var flight = s.Flight ??= Rent();
                flight.Kind = DeadlineKind.Grace;
                flight.Deadline = DeadlineIn(Grace);
            }
        }

        visit.Result = VisitResult.Departed;
        NoticeDelay();
        return true;
    }

    /// <summary>The tasks are about to be told to end, or have been: a time limit no longer matters.</summary>
    private bool IsGoingDown(int slot) =>
        _operation is null ? !IsAnythingUp
            : _operation.StopRequested || (!IsLeftAlone(slot) && (_halted || !(_operation.GoingUp || _operation.CameUp)));

    /// <param name="task">The task.</param>
    /// <param name="error">What it failed with.</param>
    /// <param name="onOwnThread">The calling thread has been the task's alone, so it can go on with the stop that may follow.</param>
    public void TaskEnded(SupervisedTask task, Exception? error, bool onOwnThread)
    {
        var group = task.Group;
        var failed = error is not null && !(error is OperationCanceledException && (task.TimedOut || group.Source.IsCancellationRequested));
        LifecycleException? failure = failed
            ? Failure.WhileRunning(_plan.Worker, _plan.IdOf(task.Slot), NameOfTask(task), group.Phase, error!)
            : null;
        task.LetGo();
        if (_observation is not null && task.BeganAt is not null)
            _observation.TellTask(WorkerEventKind.HookEnded, task, error);

        if (task is PolicyTask { Supervision: not null } supervised)
            failure = Supervise(supervised, error, failure);
        else if (failure is not null)
            LogFailure(failure);

        Operation? begun = null;
        var drive = false;
        lock (_lock)
        {
            group.Remove(task);
            if (group.Abandoned)
                return;

            ref var s = ref _slots[task.Slot];
            if (failure is not null)
                drive = EnterTaskFailure(task.Slot, group, failure, ref begun);

            if (group.Phase == Phase.Run)
                _running--;

            if (group.Live is null)
            {
                var awaited = group.Awaited;
                if (awaited || !group.IsKept)
                    Forget(ref s, group);

                if (awaited)
                {
                    Release(ref s);
                    TakeAgain(task.Slot);
                    drive = true;
                }
                else if (group.Phase == Phase.Run && _running == 0 && begun is null && _state == UnitState.Started)
                {
                    if (_operation is null)
                        begun = Begin(new Operation(OperationKind.Stop));
                    else if (_operation.IsPartial)
                        _operation.RunIsOver = true;
                }
            }
        }

        if (begun is not null && onOwnThread)
            (begun.Errand = new Errand(this, begun)).Execute();
        else if (begun is not null)
            Detach(begun);

        if (!drive)
            return;

        if (s_insideHook != 0)
            QueueUrgentHelper();
        else
            DriveInContext();
    }

    /// <summary>R-BG-1: the worker comes to an end, by a stop or by turning round on the way up.</summary>
    private bool EnterTaskFailure(int slot, TaskGroup group, LifecycleException failure, ref Operation? begun)
    {
        ref var s = ref _slots[slot];
        if (_operation is null)
        {
            if (IsAnythingUp)
            {
                Fail(slot, ref s, failure);
                _cause = failure;
                begun = Begin(new Operation(OperationKind.Stop));
            }

            return false;
        }

        var isLeftAlone = IsLeftAlone(slot);
        if (_operation.GoingUp && !isLeftAlone)
        {
            Fail(slot, ref s, failure);
            s.Flags |= SlotFlags.Broken; // Its own startup may not be settled yet.
            Halt(failure);
            return true;
        }

        if (_operation.CameUp || isLeftAlone || (_operation.Kind == OperationKind.Reload && !group.Source.IsCancellationRequested))
        {
            // The operation would leave the worker up, or bring it up again.
            Fail(slot, ref s, failure);
            AddCause(failure);
            return TurnRequested(_operation);
        }

        Break(ref s, failure);
        return false;
    }

    private static string? NameOfTask(SupervisedTask task) => UnitDefinition.Of(task.Unit).Find(task.Hook)?.Name;

    /// <summary>The tasks that the unit's visit waits for.</summary>
    private static TaskGroup? AwaitedTasks(ref Slot s) =>
        s.Background is { Awaited: true } ? s.Background : s.Run is { Awaited: true } ? s.Run : null;

    /// <summary>Gives up the tasks that the visit waits for, if it waits for any.</summary>
    private bool DropTasks(ref Slot s)
    {
        if (AwaitedTasks(ref s) is not { } group)
            return false;

        group.Abandoned = true;
        if (group.Phase == Phase.Run)
        {
            for (var task = group.Live; task is not null; task = task.NextLive)
                _running--;
        }

        Forget(ref s, group);
        return true;
    }

    private static void Forget(ref Slot s, TaskGroup group)
    {
        if (ReferenceEquals(s.Background, group))
            s.Background = null;
        else if (ReferenceEquals(s.Run, group))
            s.Run = null;
    }
}
