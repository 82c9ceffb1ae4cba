using System.Globalization;

namespace Lifecycle;

/// <summary>Leases in the memory of this process: for tests, and for a program that runs once.</summary>
public sealed class MemoryLeaseStore : ILeaseStore
{
    private readonly Dictionary<string, LeaseRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_records)
            return new(_records.GetValueOrDefault(name));
    }

    /// <inheritdoc/>
    public ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(record);
        lock (_records)
        {
            var stored = _records.GetValueOrDefault(name);
            if (stored?.Version != record.Version)
                return new((LeaseRecord?)null);

            var number = stored is null ? 1 : long.Parse(stored.Version!, CultureInfo.InvariantCulture) + 1;
            var written = record with { Version = number.ToString(CultureInfo.InvariantCulture) };
            _records[name] = written;
            if (_changes.Remove(name, out var change))
                change.TrySetResult();

            return new(written);
        }
    }

    /// <inheritdoc/>
    public Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_records)
        {
            if (_records.GetValueOrDefault(name)?.Version != version)
                return Task.CompletedTask;

            if (!_changes.TryGetValue(name, out var change))
                _changes[name] = change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            return change.Task.WaitAsync(cancellationToken);
        }
    }
}
