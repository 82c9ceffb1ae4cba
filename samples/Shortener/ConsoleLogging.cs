using System.Data.Common;
using System.Net.Sockets;
using Lifecycle;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>A fault of the surroundings, such as a setting or a full disk, that needs no change of the code. Its message says it all.</summary>
internal sealed class ProblemException(string message) : Exception(message);

/// <summary>One line a message: what goes on to standard output, what goes wrong to standard error. Scripts log only what goes wrong.</summary>
internal sealed class ConsoleLogging : ILoggerProvider
{
    public static ILoggerFactory Create(Command command) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(command == Command.Serve ? LogLevel.Information : LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // What the web host could not do, the worker logs.
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

        // A wrong setting, a full disk or a lost database is described by its message; a stack trace says something about the code.
        private static bool IsBug(Exception? exception) => exception is not null && !IsProblem(exception.GetBaseException());

        private static bool IsProblem(Exception cause) =>
            cause is ProblemException or SettingsException or LifecycleException or OperationCanceledException
                or InvalidDataException or IOException or UnauthorizedAccessException or SocketException or DbException;
    }
}
