namespace Lifecycle.Cluster.Tests;

/// <summary>What the units of a test did, in order.</summary>
public sealed class Diary
{
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly List<(string Entry, TaskCompletionSource Found)> _waiting = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>A hook named here does not end by itself.</summary>
    public string? Hangs { get; init; }

    public void Add(string entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted == entry)
                    found.TrySetResult();
            }
        }
    }

    public Task WhenAsync(string entry)
    {
        lock (_lock)
        {
            if (_entries.Contains(entry))
                return Task.CompletedTask;

            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((entry, found));
            return found.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}
