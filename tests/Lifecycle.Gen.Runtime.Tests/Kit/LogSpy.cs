using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A logger that keeps the messages and calls back.</summary>
internal sealed class LogSpy(Action<string> onMessage) : ILoggerFactory, ILogger
{
    public List<string> Messages { get; } = [];

    /// <summary>How an exception is written down, before its message counts as said.</summary>
    public Action<Exception>? Write { get; init; }

    /// <summary>The least level that is logged.</summary>
    public LogLevel Least { get; set; } = LogLevel.Trace;

    /// <summary>Asked whether a level is logged.</summary>
    public Action? Asked { get; init; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        Asked?.Invoke();
        return logLevel >= Least;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
            Write?.Invoke(exception);

        var message = formatter(state, exception);
        Messages.Add(message);
        onMessage(message);
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
