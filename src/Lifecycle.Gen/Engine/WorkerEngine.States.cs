namespace Lifecycle.Engine;

/// <content>The only places where states change. Under the lock.</content>
internal sealed partial class WorkerEngine
{
    private readonly WorkerObservation? _observation;

    /// <summary>Each unit has its turn in the passes up and down although it may have nothing to do there: somebody is told of it.</summary>
    private readonly bool _isTold;

    public WorkerObservation? Observed => _observation;

    private void SetState(int slot, ref Slot s, UnitState state) => SetState(slot, ref s, state, _clock.Now);

    private void SetState(int slot, ref Slot s, UnitState state, long now)
    {
        if (_observation is not null)
            _observation.EnterState(slot, s.State, state);

        if (s.State == UnitState.Starting)
            s.StartTook = now - s.Changed;
        else if (s.State == UnitState.Stopping)
            s.StopTook = now - s.Changed;

        s.State = state;
        s.Changed = now;
    }

    private void SetState(UnitState state)
    {
        if (_observation is not null)
            _observation.EnterState(slot: -1, _state, state);

        _state = state;
    }
}
