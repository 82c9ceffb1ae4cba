using System.Globalization;

namespace Lifecycle.Watch;

/// <summary>
/// Keeps the last events of workers and the durations of their hooks for those who look at them. Used where it is the observer of a worker
/// (<see cref="WorkerOptions.Observer"/>) and a singleton service of the host: the live page of <c>Lifecycle.Gen.AspNetCore</c> then has
/// them, and without it changes of states alone.
/// </summary>
public sealed class WorkerEventLog : IWorkerObserver
{
    private const int Most = 500;

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif
    private readonly Queue<(long Sequence, WorkerEvent Event, string Text)> _events = new();
    private readonly Dictionary<(string Worker, string Unit, string Hook), HookFigures> _hooks = [];
    private long _last;

    /// <summary>Called by the worker.</summary>
    /// <param name="happening">The event.</param>
    public void OnEvent(in WorkerEvent happening)
    {
        var text = happening.ToString();
        lock (_lock)
        {
            // A hook that begins and one that ends well are figures, not news.
            var isNews = happening.Kind is not (WorkerEventKind.HookBegan or WorkerEventKind.HookEnded) || happening.Exception is not null;
            if (isNews)
                _events.Enqueue((++_last, happening, text));
            while (_events.Count > Most)
                _events.Dequeue();

            if (happening is { Unit: { } unit, Hook: { } hook })
                Count(happening, unit, hook);
        }
    }

    /// <summary>The events of a worker after one, oldest first.</summary>
    internal IReadOnlyList<(long Sequence, string Time, string Kind, string? Unit, string Text)> After(string worker, long sequence)
    {
        lock (_lock)
        {
            return _events.Where(entry => entry.Sequence > sequence && entry.Event.Worker == worker)
                .Select(static entry => (
                    entry.Sequence, entry.Event.Time.ToString("O", CultureInfo.InvariantCulture), entry.Event.Kind.ToString(), entry.Event.Unit, entry.Text))
                .ToList();
        }
    }

    /// <summary>The hooks of a worker that have run, by unit and name.</summary>
    internal IReadOnlyList<HookFigures> HooksOf(string worker)
    {
        lock (_lock)
        {
            return _hooks.Where(entry => entry.Key.Worker == worker).Select(static entry => entry.Value)
                .OrderBy(static hook => hook.Unit, StringComparer.Ordinal).ThenBy(static hook => hook.Hook, StringComparer.Ordinal).ToList();
        }
    }

    private void Count(in WorkerEvent happening, string unit, string hook)
    {
        var key = (happening.Worker, unit, hook);
        var figures = _hooks.GetValueOrDefault(key) ?? new HookFigures(unit, hook, happening.Phase ?? "", 0, TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        _hooks[key] = happening.Kind switch
        {
            WorkerEventKind.HookEnded => figures with
            {
                Count = figures.Count + 1,
                Last = happening.Elapsed,
                Longest = happening.Elapsed > figures.Longest ? happening.Elapsed : figures.Longest,
                Failures = figures.Failures + (happening.Exception is null or OperationCanceledException ? 0 : 1),
            },
            WorkerEventKind.TaskRestarted or WorkerEventKind.HookRetried => figures with { Restarts = figures.Restarts + 1 },
            _ => figures,
        };
    }
}

/// <summary>How often a hook ran, and how long.</summary>
/// <param name="Unit">The id of the unit.</param>
/// <param name="Hook">The name of the method.</param>
/// <param name="Phase">The name of the phase.</param>
/// <param name="Count">How often it has ended.</param>
/// <param name="Last">How long it took the last time.</param>
/// <param name="Longest">The longest time.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Restarts">How often it was restarted or tried again.</param>
internal sealed record HookFigures(string Unit, string Hook, string Phase, int Count, TimeSpan Last, TimeSpan Longest, int Failures, int Restarts);
