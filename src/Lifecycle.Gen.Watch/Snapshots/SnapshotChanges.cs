namespace Lifecycle.Watch.Snapshots;

/// <summary>What has changed of a worker since a client was last sent something, however much that is.</summary>
internal sealed class SnapshotChanges(LifecycleWorker worker, WorkerEventLog? log, bool allowsActions)
{
    private readonly Dictionary<string, LiveUnit> _known = new(StringComparer.Ordinal);
    private UnitState _state;
    private HealthStatus _health;
    private long _sequence;

    /// <summary>All of it, which is where changes begin.</summary>
    public byte[] Whole()
    {
        var (state, health) = (worker.State, worker.Health);
        return Whole(state, health, SnapshotWriter.UnitsOf(worker, health));
    }

    /// <summary>What has changed.</summary>
    /// <param name="isWhole">Whether it is all of it, because units were attached or detached: their places and edges are news too.</param>
    /// <returns><see langword="null"/> if nothing has.</returns>
    public byte[]? Next(out bool isWhole)
    {
        var (state, health) = (worker.State, worker.Health);
        var units = SnapshotWriter.UnitsOf(worker, health);
        isWhole = units.Count != _known.Count || units.Any(unit => !_known.ContainsKey(unit.Id));
        if (isWhole)
            return Whole(state, health, units);

        var changed = units.Where(unit => _known[unit.Id] != unit).ToList();
        var last = LastOf(_sequence);
        if (changed.Count == 0 && last == _sequence && state == _state && health.Status == _health)
            return null;

        var change = SnapshotWriter.Change(worker, health, changed, log, _sequence);
        Keep(changed, state, health.Status, last);
        return change;
    }

    private byte[] Whole(UnitState state, WorkerHealth health, IReadOnlyList<LiveUnit> units)
    {
        _known.Clear();
        Keep(units, state, health.Status, LastOf(after: 0));
        return SnapshotWriter.Whole(worker, health, units, log, allowsActions);
    }

    private void Keep(IReadOnlyList<LiveUnit> units, UnitState state, HealthStatus health, long sequence)
    {
        foreach (var unit in units)
            _known[unit.Id] = unit;

        (_state, _health, _sequence) = (state, health, sequence);
    }

    private long LastOf(long after) => log?.After(worker.Plan.Worker, after) is [.., var last] ? last.Sequence : after;
}
