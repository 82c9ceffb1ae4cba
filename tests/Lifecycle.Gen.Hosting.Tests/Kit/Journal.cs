using System.Collections.Concurrent;

namespace Lifecycle.Hosting.Tests.Kit;

/// <summary>What happened, in order.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _entries = new();

    public void Add(string entry) => _entries.Enqueue(entry);

    public Task AddAsync(string entry)
    {
        Add(entry);
        return Task.CompletedTask;
    }

    public int Count(string entry) => _entries.Count(other => other == entry);

    public override string ToString() => string.Join(", ", _entries);
}
