using System.Diagnostics;
using System.Globalization;
using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// One background or run hook. It begins on a thread of the engine's, so that a loop that never yields holds up nothing else, with the culture of the caller of
/// the start and nothing else of the caller's contexts: the trace of a start, for one, must not take in all that follows (R-BG-7).
/// </summary>
[StackTraceHidden]
internal class SupervisedTask(TaskSupervisor supervisor, IUnit unit, int slot, int hook, TaskGroup group) : IThreadPoolWorkItem, IHookOwner
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
    private volatile bool _isOver;
    private Task? _task;

    public readonly IUnit Unit = unit;

    public readonly int Slot = slot;

    public readonly int Hook = hook;

    public readonly TaskGroup Group = group;

    /// <summary>The next one of <see cref="TaskGroup.Live"/>.</summary>
    public SupervisedTask? NextLive;

    /// <summary>Whether <see cref="FirstParts"/> counts it: 0 or 1.</summary>
    public int IsBeginning;

    /// <summary>For observers, once it has begun.</summary>
    public long? BeganAt;

    /// <summary>It has failed by its time limit: that its cancellation ends it is no second failure.</summary>
    public virtual bool TimedOut => false;

    /// <summary>The token that the hook has.</summary>
    public virtual CancellationToken Token => Group.Source.Token;

    /// <summary>The name of the method.</summary>
    public string? Name => UnitDefinition.Of(Unit).Find(Hook)?.Name;

    protected readonly TaskSupervisor Supervisor = supervisor;

    public bool IsUnderWayIn(LifecycleWorker worker) => !_isOver && ReferenceEquals(Supervisor.Worker, worker);

    public virtual void Execute()
    {
        Supervisor.ReportBegin(this);
        var outer = ExecutionContext.Capture();
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
        HookMark.Set(this);
        Run();
        Supervisor.FirstParts.Remove(this);
        if (outer is not null)
            ExecutionContext.Restore(outer); // The thread serves others afterwards.
    }

    private void Run()
    {
        try
        {
            _task = Unit.InvokeAsync(Hook, new HookCall(Supervisor.Worker, Slot, Begin())) ?? Task.CompletedTask;
        }
        catch (Exception e)
        {
            Supervisor.TaskEnded(this, e, onOwnThread: true);
            return;
        }

        if (_task.IsCompleted)
            End(onOwnThread: true);
        else
            _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(OnEnded);
    }

    /// <summary>The hook has ended: releases its timer and its token.</summary>
    public virtual void Release()
    {
    }

    /// <summary>The hook begins; gives its token.</summary>
    protected virtual CancellationToken Begin() => Token;

    private void OnEnded() => End(onOwnThread: false);

    private void End(bool onOwnThread)
    {
        _isOver = true;
        Supervisor.TaskEnded(this, TaskFailure.Of(_task!), onOwnThread);
    }
}
