using System.Data.Common;
using System.Net.Sockets;
using Lifecycle;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>Something that whoever runs the program can put right. Its message says it all.</summary>
internal sealed class ProblemException(string message) : Exception(message);

/// <summary>One line a message: what goes on to standard output, what goes wrong to standard error. Scripts tell only what goes wrong.</summary>
internal sealed class ConsoleLogging : ILoggerProvider
{
    public static ILoggerFactory Create(Command command) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(command == Command.Serve ? LogLevel.Information : LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // What the web host could not do, the worker tells.
        .AddProvider(new ConsoleLogging()));

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }

    private sealed class Logger(string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {logLevel,-11} {source}: {formatter(state, exception)}";
            (logLevel >= LogLevel.Warning ? Console.Error : Console.Out).WriteLine(IsBug(exception) ? $"{line}\n{exception}" : line);
        }

        // A wrong setting, a full disk or a lost database is told by its message; a stack trace is for those who can change the code.
        private static bool IsBug(Exception? exception) =>
            exception is not null && exception.GetBaseException() is not (ProblemException or LifecycleException or InvalidDataException or IOException or UnauthorizedAccessException or SocketException or DbException or OperationCanceledException);
    }
}
