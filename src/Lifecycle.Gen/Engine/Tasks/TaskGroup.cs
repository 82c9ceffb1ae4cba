namespace Lifecycle.Engine.Tasks;

/// <summary>The background or run hooks of one unit that run, or are about to.</summary>
internal sealed class TaskGroup(int phase, CancellationTokenSource source)
{
    public readonly int Phase = phase;

    /// <summary>Cancelled when the unit goes down, or drains (background), or when all run hooks are to end.</summary>
    public readonly CancellationTokenSource Source = source;

    /// <summary>The first of the tasks that run or are about to.</summary>
    public SupervisedTask? Live;

    /// <summary>The tasks that begin with it, those included that end in the drain and are of another group.</summary>
    public SupervisedTask[] All = [];

    /// <summary>The next one of the groups that begin together.</summary>
    public TaskGroup? Next;

    /// <summary>The tasks that begin anew after a pause.</summary>
    public List<PolicyTask>? Waiting;

    /// <summary>The last failure that a policy passed over.</summary>
    public Exception? Reason;

    /// <summary>Its unit waits for the end of the last task, on its way down.</summary>
    public bool IsAwaited;

    /// <summary>Abandoned: a task that still ends is logged only.</summary>
    public bool IsAbandoned;

    /// <summary>The generation of the visit that abandoned it.</summary>
    public int AbandonedGeneration;

    /// <summary>It holds a reason, or tasks that begin later, although nothing runs.</summary>
    public bool IsKept => Reason is not null || Waiting is { Count: > 0 };

    public void Add(SupervisedTask task)
    {
        ref var end = ref Live;
        while (end is not null)
            end = ref end.NextLive;

        end = task;
    }

    public void Remove(SupervisedTask task)
    {
        ref var at = ref Live;
        while (at is not null && at != task)
            at = ref at.NextLive;

        if (at is null)
            return;

        at = task.NextLive;
        task.NextLive = null; // Or a chain of ended tasks would stay reachable from one that a timer or a caller still holds.
    }

    public bool Contains(SupervisedTask task)
    {
        var live = Live;
        while (live is not null && live != task)
            live = live.NextLive;

        return live is not null;
    }
}
