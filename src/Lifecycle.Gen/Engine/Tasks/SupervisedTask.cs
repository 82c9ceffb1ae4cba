using System.Runtime.CompilerServices;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// One background or run hook. It begins on a pool thread, with no execution context of the starter's (R-BG-7),
/// so that a loop that never yields holds up nothing else.
/// </summary>
internal class SupervisedTask(TaskSupervisor supervisor, IUnit unit, int slot, int hook, TaskGroup group) : IThreadPoolWorkItem
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

    /// <summary>The name of the method.</summary>
    public string? Name => UnitDefinition.Of(Unit).Find(Hook)?.Name;

    protected readonly TaskSupervisor Supervisor = supervisor;

    public virtual void Execute()
    {
        Supervisor.ReportBegin(this);
        try
        {
            var task = Unit.InvokeAsync(Hook, new HookCall(Supervisor.Worker, Slot, Begin())) ?? Task.CompletedTask;
            _awaiter = task.ConfigureAwait(false).GetAwaiter();
        }
        catch (Exception e)
        {
            Supervisor.TaskEnded(this, e, onOwnThread: true);
            return;
        }

        if (_awaiter.IsCompleted)
            End(onOwnThread: true);
        else
            _awaiter.UnsafeOnCompleted(OnEnded);
    }

    /// <summary>The hook has ended: releases its timer and its token.</summary>
    public virtual void Release()
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

        Supervisor.TaskEnded(this, error, onOwnThread);
    }
}
