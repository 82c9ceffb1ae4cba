using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// One background or run hook. It begins on a thread of the engine's, so that a loop that never yields holds up nothing else, and in the contexts of the
/// caller of the start (R-BG-7).
/// </summary>
internal class SupervisedTask(TaskSupervisor supervisor, IUnit unit, int slot, int hook, TaskGroup group) : IThreadPoolWorkItem
{
    private static readonly AsyncLocal<LifecycleWorker?> s_inside = new();

    private readonly ExecutionContext? _context = supervisor.Context;
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

    /// <summary>Whether the caller is a background or run hook of a worker, or was called by one.</summary>
    public static bool IsInside(LifecycleWorker worker) => ReferenceEquals(s_inside.Value, worker);

    public virtual void Execute()
    {
        Supervisor.ReportBegin(this);
        if (_context is { } context)
            ExecutionContext.Run(context, static task => ((SupervisedTask)task!).Run(), this);
        else
            RunWithoutContext();
    }

    /// <summary>The caller suppressed the flow of its contexts; the thread is the engine's, and serves others afterwards.</summary>
    private void RunWithoutContext()
    {
        Run();
        s_inside.Value = null;
    }

    /// <summary>Runs in the caller's context, but outside of the caller's activity: the trace of a start must not take in all that follows (R-BG-7).</summary>
    private void Run()
    {
        if (Activity.Current is not null)
            Activity.Current = null;

        s_inside.Value = Supervisor.Worker;

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
