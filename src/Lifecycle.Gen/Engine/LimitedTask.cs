using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <summary>A background or run hook with a time limit: the only one that has a token and a timer of its own.</summary>
internal sealed class LimitedTask(WorkerEngine engine, IUnit unit, int slot, HookDefinition definition, TaskGroup group)
    : SupervisedTask(engine, unit, slot, definition.Hook, group)
{
    private ITimer? _timer;
    private volatile bool _timedOut;

    public override bool TimedOut => _timedOut;

    public HookDefinition Definition { get; } = definition;

    public HookSource? Source { get; private set; }

    public long Deadline { get; private set; }

    protected override CancellationToken Begin()
    {
        Source = new HookSource(Group.Source.Token);
        (Deadline, _timer) = Engine.MakeTimer(this);
        Rearm();
        return Source.Token;
    }

    /// <summary>Sets the timer, once more where the time is longer than a timer can be.</summary>
    public void Rearm() => _timer!.Change(Engine.TimeUntil(Deadline), Timeout.InfiniteTimeSpan);

    public void SetTimedOut() => _timedOut = true;

    public override void LetGo()
    {
        _timer?.Dispose();
        Source?.LetGo();
    }
}
