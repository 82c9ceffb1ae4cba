using Lifecycle.Runtime;
using Lifecycle.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Tests;

/// <summary>What a logger is told (R-OBS-2).</summary>
public class LogTests
{
    [Fact]
    public async Task R_OBS_2_an_error_is_logged_once_wherever_it_happened()
    {
        var logs = new Logs();
        TestWorker starting = new Rig().Unit("1", "", u => u.On(Hook.OnStartup, () => throw new IOException("start"))).Build(logger: logs);
        await Assert.ThrowsAsync<UnitStartException>(() => starting.StartAsync().InTime());

        var rig = new Rig { Make = _ => throw new IOException("construct") };
        await Assert.ThrowsAsync<UnitStartException>(() => rig.Unit("1").Build(logger: logs).StartAsync().InTime());

        TestWorker stopping = new Rig().Unit("1", "", u => u.On(Hook.OnShutdown, () => throw new IOException("stop"))).Build(logger: logs);
        await stopping.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => stopping.StopAsync().InTime());

        Assert.Equal(["start", "construct", "stop"], logs.Errors.Select(error => error.GetBaseException().Message));
    }

    private sealed class Logs : ILoggerFactory, ILogger
    {
        public List<Exception> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                Errors.Add(exception ?? new InvalidOperationException(formatter(state, null)));
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
