using Microsoft.Extensions.Logging;

namespace Lifecycle.Cluster.Tests;

/// <summary>A store that can be away, and says when a lease is released.</summary>
internal sealed class SpiedStore(ILeaseStore store, Diary diary) : ILeaseStore
{
    public volatile bool IsAway;

    public ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return store.ReadAsync(name, cancellationToken);
    }

    public ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        if (record.IsFree)
            diary.Add("released");

        return store.TryWriteAsync(name, record, cancellationToken);
    }

    public Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return store.WaitForChangeAsync(name, version, cancellationToken);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
            throw new IOException("The store is away.");
    }
}

/// <summary>Notes the ids of messages in a diary, and keeps the messages.</summary>
internal sealed class DiaryLogger(Diary diary) : ILoggerFactory, ILogger
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_messages)
            _messages.Add(formatter(state, exception));

        diary.Add("log " + eventId.Id);
    }

    public void Dispose()
    {
    }
}
