using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Health;

/// <summary>
/// The health checks of one unit, one after another up to the first that fails; for the engine one more background task of the unit, which never fails.
/// Its answer is there when a limit is over, also where the hook goes on.
/// </summary>
internal sealed class HealthCheckRun(UnitTable units, IUnit unit, int slot, List<HookDefinition> checks, bool wasDegraded) : IUnit
{
    /// <summary>The limit of a check whose attribute sets none.</summary>
    public const double DefaultLimitSeconds = 5;

    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _isOver;

    private string Id => units.Plan.IdOf(slot);

    /// <summary>Completes with the answer.</summary>
    public Task Answer => _answer.Task;

    /// <summary>All of its hooks have ended; it may have been answered before.</summary>
    public bool IsOver => _isOver;

    /// <summary>What is wrong.</summary>
    public Exception? Error { get; private set; }

    /// <summary>When it was answered; <see langword="null"/> for a run that was cancelled before.</summary>
    public long? AnsweredAt { get; private set; }

    /// <summary>The next run is due so much later, in seconds.</summary>
    public double CacheSeconds { get; } = ShortestCache(checks);

    UnitDefinition IUnit.Define() => new("", new HookDefinition(Hook.HealthCheck, checks[0].Name));

    Task? IUnit.InvokeAsync(int hook, in HookCall call) => RunAsync(call.Token);

    private async Task RunAsync(CancellationToken token)
    {
        try
        {
            foreach (var check in checks)
                await RunAsync(check, token).ConfigureAwait(false);

            Conclude(error: null);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            _answer.TrySetResult();
        }
        catch (Exception e)
        {
            Conclude(e);
        }
        finally
        {
            _isOver = true;
        }
    }

    private static double ShortestCache(List<HookDefinition> checks)
    {
        var shortest = double.MaxValue;
        foreach (var check in checks)
            shortest = Math.Min(shortest, check.CacheSeconds);

        return shortest;
    }

    private async Task RunAsync(HookDefinition check, CancellationToken token)
    {
        var seconds = check.TimeoutSeconds > 0 ? check.TimeoutSeconds : DefaultLimitSeconds;
        var source = new HookSource(token);
        using var timer = units.Scope.Time.CreateTimer(
            _ =>
            {
                Conclude(Failures.HookTooLong(units.Worker, Id, check.Name, Phase.HealthCheck, seconds));
                TokenCancellation.Cancel(units, source);
            },
            state: null,
            TimeSpan.FromSeconds(seconds),
            Timeout.InfiniteTimeSpan);
        Task? task;
        try
        {
            task = unit.InvokeAsync(check.Hook, new HookCall(units.Scope.Worker, slot, source.Token));
            if (task is not null)
                await task.ConfigureAwait(false);
        }
        finally
        {
            source.Release();
        }

        if (task is Task<bool> { Result: false })
            throw new UnitStateException($"[{nameof(Phase.HealthCheck)}] {check.Name} says that {Id} is not healthy.", units.Worker, Id);
    }

    private void Conclude(Exception? error)
    {
        lock (_answer)
        {
            if (AnsweredAt is not null || _answer.Task.IsCompleted)
                return;

            Error = error;
            AnsweredAt = units.Scope.Time.GetTimestamp();
        }

        _answer.TrySetResult(); // First, because a logger may block.
        units.Reports?.HealthChecked(Id, error, wasDegraded);
    }
}
