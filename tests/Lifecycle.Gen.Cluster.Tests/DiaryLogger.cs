using Microsoft.Extensions.Logging;

namespace Lifecycle.Cluster.Tests;

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
