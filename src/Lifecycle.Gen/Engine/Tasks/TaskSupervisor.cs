using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>Background and run hooks: begun on the pool, supervised while the worker is up, cancelled and awaited when their units go down.</summary>
internal sealed class TaskSupervisor(UnitTable units, EngineEvents events)
{
    private IDriver _driver = null!;
    private TaskSlot[] _slots = [];
    private TaskPolicies? _policies;
    private int _running;

    public readonly FirstParts FirstParts = new(units.Scope);

    public LifecycleWorker Worker => units.Scope.Worker;

    /// <summary>Whether a task was ever made that ends in the drain.</summary>
    public bool EndsAnyInDrain { get; private set; }

    /// <summary>Whether any run hook runs.</summary>
    public bool IsRunning => _running > 0;

    private TaskPolicies Policies => _policies ??= new TaskPolicies(units, this, events);

    /// <summary>Names the driver; once, after the construction.</summary>
    public void Connect(IDriver driver) => _driver = driver;

    public TaskGroup? BackgroundOf(int slot) => (uint)slot < (uint)_slots.Length ? _slots[slot].Background : null;

    /// <summary>The background tasks of a unit that end in its place of the drain.</summary>
    public TaskGroup? DrainedOf(int slot) => (uint)slot < (uint)_slots.Length ? _slots[slot].Drained : null;

    public TaskGroup? RunOf(int slot) => (uint)slot < (uint)_slots.Length ? _slots[slot].Run : null;

    /// <summary>Whether a unit has tasks.</summary>
    public bool IsAnyOf(int slot) => (uint)slot < (uint)_slots.Length && _slots[slot] is not { Background: null, Drained: null, Run: null };

    /// <summary>The next group of a unit that ends before its hooks of a phase.</summary>
    public TaskGroup? EndedBefore(int phase, int slot) => phase switch
    {
        Phase.OnDrain => DrainedOf(slot),
        Phase.Run => RunOf(slot),
        _ => DrainedOf(slot) ?? BackgroundOf(slot),
    };

    /// <summary>The last failure of a background task that a policy passed over.</summary>
    public Exception? ReasonOf(int slot) => BackgroundOf(slot)?.Reason ?? DrainedOf(slot)?.Reason;

    /// <summary>The background group of a unit, made where there is none. Under the lock.</summary>
    public TaskGroup BackgroundForLocked(int slot)
    {
        units.Scope.AssertLocked();
        return SlotOf(slot).Background ??= new TaskGroup(Phase.Background, new CancellationTokenSource());
    }

    /// <summary>Makes the background hooks of a unit whose startup is done; a startup hook may have added tasks already. Begun outside of the lock.</summary>
    public TaskGroup MakeBackgroundLocked(int slot) => FillLocked(slot, BackgroundForLocked(slot));

    /// <summary>Makes the run hooks of all units that are up and have none running. Begun outside of the lock.</summary>
    /// <returns>The first of the groups that were made.</returns>
    public TaskGroup? MakeRunGroupsLocked()
    {
        units.Scope.AssertLocked();
        if (!units.Has(Phase.Run))
            return null;

        TaskGroup? first = null;
        for (var slot = units.Slots.Length - 1; slot >= 0; slot--)
        {
            if (Phase.CountIn(units.Slots[slot].Hooks, Phase.Run) == 0 || !units.IsUp(slot) || RunOf(slot) is not null)
                continue;

            var group = FillLocked(slot, new TaskGroup(Phase.Run, new CancellationTokenSource()));
            SlotOf(slot).Run = group;
            group.Next = first;
            _running += group.All.Length;
            first = group;
        }

        return first;
    }

    public void Begin(TaskGroup group)
    {
        foreach (var task in group.All)
            Enqueue(task);
    }

    public void Enqueue(SupervisedTask task) => units.Scope.Queue.Enqueue(task);

    /// <summary>Cancels the tasks of a group, and drops those that wait to begin anew.</summary>
    public void Cancel(TaskGroup group, CallerThread? caller, int slot)
    {
        TokenCancellation.Cancel(units, group.Source, caller, slot);
        if (group.Waiting is not null)
            Policies.DropWaiting(group);
    }

    /// <summary>Has the driver notified when the last task of a group ends. False: none is left, and the group is forgotten.</summary>
    public bool AwaitLocked(int slot, TaskGroup group)
    {
        units.Scope.AssertLocked();
        if (group.Live is null)
        {
            ForgetLocked(slot, group);
            return false;
        }

        group.IsAwaited = true;
        return true;
    }

    /// <summary>The tasks that a unit waits for.</summary>
    public TaskGroup? AwaitedGroup(int slot) =>
        BackgroundOf(slot) is { IsAwaited: true } background ? background
            : DrainedOf(slot) is { IsAwaited: true } drained ? drained
            : RunOf(slot) is { IsAwaited: true } run ? run
            : null;

    /// <summary>Abandons the tasks that a unit waits for in the visit of a generation. False: it waits for none.</summary>
    public bool AbandonAwaitedLocked(int slot, int generation)
    {
        units.Scope.AssertLocked();
        if (AwaitedGroup(slot) is not { } group)
            return false;

        group.IsAbandoned = true;
        group.AbandonedGeneration = generation;
        if (group.Phase == Phase.Run)
        {
            for (var task = group.Live; task is not null; task = task.NextLive)
                _running--;
        }

        ForgetLocked(slot, group);
        return true;
    }

    /// <summary>A new cycle, or new instances: the restarts so far no longer count.</summary>
    public void ForgetRestartsLocked() => _policies?.ForgetRestartsLocked();

    /// <summary>A unit is detached.</summary>
    public void ForgetUnitLocked(int slot) => _policies?.ForgetUnitLocked(slot);

    public void ReportBegin(SupervisedTask task)
    {
        if (units.Reports?.Events is { } reports)
            task.BeganAt = reports.TaskBegan(units.Plan.IdOf(task.Slot), task.Name, Phase.Of(task.Hook));
    }

    /// <summary>A task has ended: its policy decides what follows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="error">What it failed with.</param>
    /// <param name="onOwnThread">The calling thread has been the task's alone, so it can go on with the stop that may follow.</param>
    public void TaskEnded(SupervisedTask task, Exception? error, bool onOwnThread)
    {
        var group = task.Group;
        var failed = error is not null && !TaskFailure.IsCancellation(error, task.Token);
        LifecycleException? failure = failed
            ? Failures.WhileRunning(units.Worker, units.Plan.IdOf(task.Slot), task.Name, group.Phase, error!)
            : null;
        task.Release();
        if (task.BeganAt is { } beganAt && units.Reports?.Events is { } reports)
            reports.TaskEnded(units.Plan.IdOf(task.Slot), task.Name, Phase.Of(task.Hook), beganAt, error);

        if (task is PolicyTask { Restarts: not null } supervised)
            failure = Policies.Decide(supervised, error, failure);
        else if (failure is not null)
            units.Reports?.Failed(failure);

        if (onOwnThread)
            FirstParts.Remove(task); // After the decision, which may have the next one begin; what follows may last.

        var next = default(FollowUp);
        lock (units.Scope.Gate)
        {
            group.Remove(task);
            if (group.IsAbandoned)
            {
                if (group.Live is null)
                    units.Abandoned?.Remove(task.Slot, group.AbandonedGeneration);

                return;
            }

            if (failure is not null)
                events.ComeDownLocked(new Descent(DescentReason.TaskFailed, task.Slot, failure, group.Source.IsCancellationRequested), ref next);

            if (group.Phase == Phase.Run)
                _running--;

            if (group.Live is null)
                GroupEndedLocked(task.Slot, group, ref next);
        }

        if (next.Operation is { } operation && onOwnThread)
            operation.Execute();
        else
            Begin(next.Operation);

        if (next.NeedsDriver)
            _driver.Drive();
    }

    /// <summary>Begins an operation that a task made necessary.</summary>
    public void Begin(IThreadPoolWorkItem? operation)
    {
        if (operation is not null)
            units.Scope.Queue.Enqueue(operation);
    }

    /// <summary>See <see cref="IDriver.QueueTakeover"/>.</summary>
    public void QueueTakeover() => _driver.QueueTakeover();

    /// <summary>Adds a task to a unit that is up or coming up; it begins at once (R-BG-5).</summary>
    public void Add(int slot, string name, Func<CancellationToken, Task> body, BackgroundAttribute options)
    {
        SupervisedTask task;
        lock (units.Scope.Gate)
        {
            var state = units.Slots[slot].State;
            if (state is not (UnitState.Starting or UnitState.Started))
            {
                throw new UnitStateException(
                    $"{units.Plan.IdOf(slot)} of {units.Worker} cannot take the task {name}: it is neither starting nor up ({state}). "
                    + "Add tasks from [OnStartup] on.",
                    units.Worker,
                    units.Plan.IdOf(slot));
            }

            var group = options.EndsInDrain ? DrainedForLocked(slot) : BackgroundForLocked(slot);
            var definition = new HookDefinition(Hook.Background, name)
            {
                EndsInDrain = options.EndsInDrain,
                TimeoutSeconds = options.TimeoutSeconds,
                OnFailure = options.OnFailure,
                OnCompletion = options.OnCompletion,
                MaxRestarts = options.MaxRestarts,
                RestartWindowSeconds = options.RestartWindowSeconds,
                RestartDelaySeconds = options.RestartDelaySeconds,
                Backoff = options.Backoff,
                Jitter = options.Jitter,
            };
            task = Policies.MakeTaskLocked(new AddedHook(units.Plan.IdOf(slot), definition, body), slot, definition, group);
            group.Add(task);
            FirstParts.AddLocked(task);
        }

        Enqueue(task);
    }

    private TaskGroup DrainedForLocked(int slot)
    {
        EndsAnyInDrain = true;
        return SlotOf(slot).Drained ??= new TaskGroup(Phase.Background, new CancellationTokenSource());
    }

    private void GroupEndedLocked(int slot, TaskGroup group, ref FollowUp next)
    {
        if (group.IsAwaited || !group.IsKept)
            ForgetLocked(slot, group);

        if (group.IsAwaited)
        {
            _driver.TasksEndedLocked(slot);
            next.NeedsDriver = true;
        }
        else if (group.Phase == Phase.Run && _running == 0 && next.Operation is null)
        {
            events.ComeDownLocked(new Descent(DescentReason.RunEnded), ref next);
        }
    }

    /// <summary>Makes the tasks of the group's phase.</summary>
    private TaskGroup FillLocked(int slot, TaskGroup group)
    {
        var hooks = units.Slots[slot].Hooks;
        var unit = units.Units[slot];
        var tasks = new SupervisedTask[units.CountHooks(slot, hooks, group.Phase)];
        for (var step = 0; step < tasks.Length; step++)
        {
            var hook = (group.Phase << Hook.PhaseShift) + step;
            var definition = (hooks & HookCounts.SeeDefinition) != 0 ? units.FindHook(slot, hook) : null;
            var own = definition is { EndsInDrain: true } ? DrainedForLocked(slot) : group;
            tasks[step] = definition is not null && TaskPolicies.IsAskedFor(definition)
                ? Policies.MakeTaskLocked(unit, slot, definition, own)
                : new SupervisedTask(this, unit, slot, hook, own);
        }

        for (var step = tasks.Length - 1; step >= 0; step--)
        {
            var own = tasks[step].Group;
            tasks[step].NextLive = own.Live;
            own.Live = tasks[step];
            FirstParts.AddLocked(tasks[step]);
        }

        group.All = tasks;
        return group;
    }

    private void ForgetLocked(int slot, TaskGroup group)
    {
        ref var s = ref SlotOf(slot);
        if (ReferenceEquals(s.Background, group))
            s.Background = null;
        else if (ReferenceEquals(s.Drained, group))
            s.Drained = null;
        else if (ReferenceEquals(s.Run, group))
            s.Run = null;
    }

    private ref TaskSlot SlotOf(int slot)
    {
        if (slot >= _slots.Length)
            Array.Resize(ref _slots, units.Slots.Length);

        return ref _slots[slot];
    }

    /// <summary>The groups of one unit.</summary>
    private struct TaskSlot
    {
        public TaskGroup? Background;

        /// <summary>Those background tasks that end in the drain.</summary>
        public TaskGroup? Drained;

        public TaskGroup? Run;
    }
}
