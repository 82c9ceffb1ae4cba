using System.Runtime.CompilerServices;
using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <summary>The running background or run hooks of one unit.</summary>
internal sealed class TaskGroup(int phase, CancellationTokenSource source)
{
    public readonly int Phase = phase;

    /// <summary>Cancelled when the unit's turn to go down comes (background) or all run hooks are told to end.</summary>
    public readonly CancellationTokenSource Source = source;

    /// <summary>The first of those that run or are about to.</summary>
    public SupervisedTask? Live;

    /// <summary>Those that begin with it.</summary>
    public SupervisedTask[] All = [];

    /// <summary>The next one of the groups that begin together.</summary>
    public TaskGroup? Next;

    /// <summary>Those that begin anew after a pause.</summary>
    public List<PolicyTask>? Waiting;

    /// <summary>The last failure that a policy passed over.</summary>
    public Exception? Reason;

    /// <summary>It has something to tell, or to do later, although nothing runs.</summary>
    public bool IsKept => Reason is not null || Waiting is { Count: > 0 };

    /// <summary>The unit's way down waits for the last one.</summary>
    public bool Awaited;

    /// <summary>Given up: what still ends is logged only.</summary>
    public bool Abandoned;

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

        at = at?.NextLive;
        task.NextLive = null; // Else the first of a chain of restarted tasks would keep all that followed it.
    }

    public bool Contains(SupervisedTask task)
    {
        var live = Live;
        while (live is not null && live != task)
            live = live.NextLive;

        return live is not null;
    }
}

/// <summary>
/// One background or run hook. It begins on a pool thread, with no execution context of the starter's (R-BG-7),
/// so that a loop that never yields holds up nobody.
/// </summary>
internal class SupervisedTask(WorkerEngine engine, IUnit unit, int slot, int hook, TaskGroup group) : IThreadPoolWorkItem
{
    private ConfiguredTaskAwaitable.ConfiguredTaskAwaiter _awaiter;

    public readonly IUnit Unit = unit;

    public readonly int Slot = slot;

    public readonly int Hook = hook;

    public readonly TaskGroup Group = group;

    /// <summary>The next one of <see cref="TaskGroup.Live"/>.</summary>
    public SupervisedTask? NextLive;

    /// <summary>For observers, once it has begun.</summary>
    public long? BeganAt;

    /// <summary>It has failed by its time limit: that its cancellation ends it is no second failure.</summary>
    public virtual bool TimedOut => false;

    protected readonly WorkerEngine Engine = engine;

    public virtual void Execute()
    {
        Engine.Observed?.TellTask(WorkerEventKind.HookBegan, this, error: null);

        try
        {
            var task = Unit.InvokeAsync(Hook, new HookCall(Engine.Worker, Slot, Begin())) ?? Task.CompletedTask;
            _awaiter = task.ConfigureAwait(false).GetAwaiter();
        }
        catch (Exception e)
        {
            Engine.TaskEnded(this, e, onOwnThread: true);
            return;
        }

        if (_awaiter.IsCompleted)
            End(onOwnThread: true);
        else
            _awaiter.UnsafeOnCompleted(OnEnded);
    }

    /// <summary>The hook has ended.</summary>
    public virtual void LetGo()
    {
    }

    /// <summary>The hook begins; gives its token.</summary>
    protected virtual CancellationToken Begin() => Group.Source.Token;

    private void OnEnded() => End(onOwnThread: false);

    private void End(bool onOwnThread)
    {
        Exception? error = null;
        try
        {
            _awaiter.GetResult();
        }
        catch (Exception e)
        {
            error = e;
        }

        Engine.TaskEnded(this, error, onOwnThread);
    }
}
