namespace Lifecycle.Engine;

/// <content>
/// Custom phases that run on request: an operation of their own while the worker is up. It changes no state; a stop or its caller turns it round,
/// and what fails is its caller's.
/// </content>
internal sealed partial class WorkerEngine
{
    public async Task RunPhaseAsync(string phase, CancellationToken cancellationToken)
    {
        ThrowInsideHook($"run {Phase.NameOf(Phase.NumberOf(phase))}");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Operation? mine = null;
            Task? pending = null;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, Worker);
                if (_operation is not null)
                    pending = _operation.WhenOver();
                else if (_state == UnitState.Started)
                    mine = Begin(new Operation(OperationKind.RunPhase) { PhaseId = phase, CallerToken = cancellationToken });
                else
                    throw new UnitStateException($"{_plan.Worker} cannot run {Phase.NameOf(Phase.NumberOf(phase))}: it is not up ({_state}).", _plan.Worker);
            }

            if (mine is not null)
            {
                await PerformAsync(mine).ConfigureAwait(false);
                return;
            }

            await pending!.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets <see cref="BeginCustomPass"/> look at all phases in the place that no built-in phase has.</summary>
    private void GoThroughPhase()
    {
        _stage = Stage.Over;
        _gap = Stage.Construction;
    }

    private bool IsPartOf(Operation operation, PlanPhase phase)
    {
        foreach (var asked in Worker.Plan.Phases)
        {
            if (string.Equals(asked.Id, operation.PhaseId, StringComparison.Ordinal))
                return asked.AnchorHook == phase.AnchorHook;
        }

        return false;
    }

    private OperationCanceledException TurnedPhase(Operation operation)
    {
        var phase = Phase.NameOf(Phase.NumberOf(operation.PhaseId!));
        return new OperationCanceledException(
            operation.StopRequested ? $"{_plan.Worker} was told to stop while {phase} was running." : $"{phase} of {_plan.Worker} was cancelled.",
            operation.CallerToken.IsCancellationRequested ? operation.CallerToken : default);
    }
}
