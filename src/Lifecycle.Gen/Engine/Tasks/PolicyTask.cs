using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>A background or run hook with options: the only one that has a token and a timer of its own.</summary>
internal sealed class PolicyTask(TaskSupervisor supervisor, TaskPolicies policies, IUnit unit, int slot,
    HookDefinition definition, TaskGroup group, RestartWindow? restarts)
    : SupervisedTask(supervisor, unit, slot, definition.Hook, group)
{
    private ITimer? _timer;
    private bool _isRestart;
    private volatile bool _timedOut;

    public override bool TimedOut => _timedOut;

    public override CancellationToken Token => Source?.Token ?? base.Token;

    public HookDefinition Definition { get; } = definition;

    /// <summary>The restarts so far; <see langword="null"/> where only the default policy can apply.</summary>
    public RestartWindow? Restarts { get; } = restarts;

    public HookSource? Source { get; private set; }

    /// <summary>The end of the pause before it begins, of its limit, or of the grace after that.</summary>
    public long Deadline { get; private set; }

    /// <summary>Its time-out, as long as its policy has not dealt with it.</summary>
    public LifecycleException? TimeOut { get; set; }

    /// <summary>It has not begun: a pause comes first. Under the engine's lock.</summary>
    public bool Waits { get; set; }

    /// <summary>The pause before it began, in seconds.</summary>
    public double PauseSeconds { get; private init; }

    /// <summary>The failure that made it necessary.</summary>
    public LifecycleException? Cause { get; private init; }

    /// <summary>It never begins itself: the unit goes down and up instead, with what depends on it.</summary>
    public bool RestartsUnit { get; private init; }

    /// <summary>The same hook once more.</summary>
    public PolicyTask Again(double pause, LifecycleException? cause, bool restartsUnit) => new(Supervisor, policies, Unit, Slot, Definition, Group, Restarts)
    {
        _isRestart = true,
        Waits = pause > 0,
        PauseSeconds = pause,
        Cause = cause,
        RestartsUnit = restartsUnit,
    };

    public override void Execute()
    {
        if (_isRestart && !policies.MayRestart(this))
            Supervisor.TaskEnded(this, error: null, onOwnThread: true);
        else
            base.Execute();
    }

    /// <summary>Sets the deadline, and the timer to it.</summary>
    public void WaitUntil(long deadline)
    {
        Deadline = deadline;
        _timer ??= policies.MakeTimer(this);
        Rearm();
    }

    /// <summary>Sets the timer, once more where the time is longer than a timer can be.</summary>
    public void Rearm() => _timer?.Change(policies.TimeUntil(Deadline), Timeout.InfiniteTimeSpan);

    public void SetTimedOut() => _timedOut = true;

    public override void Release()
    {
        _timer?.Dispose();
        Source?.Release();
    }

    protected override CancellationToken Begin()
    {
        if (Definition.TimeoutSeconds <= 0)
            return Group.Source.Token;

        Source = new HookSource(Group.Source.Token);
        WaitUntil(policies.LimitOf(this));
        return Source.Token;
    }
}
