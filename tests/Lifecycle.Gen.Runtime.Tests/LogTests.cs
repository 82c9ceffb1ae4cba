using Lifecycle.Runtime.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Runtime.Tests;

/// <summary>What is logged (R-OBS-2).</summary>
public class LogTests
{
    [Fact]
    public async Task R_OBS_2_an_error_is_logged_once_wherever_it_happened()
    {
        var logs = new Logs();
        var starting = new Rig().Unit("1", "", u => u.On(Hook.OnStartup, () => throw new IOException("start"))).Build(logger: logs);
        await Assert.ThrowsAsync<UnitStartException>(() => starting.StartAsync().InTime());

        var rig = new Rig { Make = _ => throw new IOException("construct") };
        await Assert.ThrowsAsync<UnitStartException>(() => rig.Unit("1").Build(logger: logs).StartAsync().InTime());

        var stopping = new Rig().Unit("1", "", u => u.On(Hook.OnShutdown, () => throw new IOException("stop"))).Build(logger: logs);
        await stopping.StartAsync().InTime();
        await Assert.ThrowsAsync<UnitStopException>(() => stopping.StopAsync().InTime());

        Assert.Equal(["start", "construct", "stop"], logs.Errors.Select(error => error.GetBaseException().Message));
    }

    [Fact]
    public async Task R_OBS_2_every_start_and_stop_of_a_unit_is_logged_at_one_level_with_its_elapsed_time()
    {
        var logs = new Logs();
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(2, token)).On(Hook.OnShutdown, token => rig.Delay(1, token)))
            .Unit("b", "a", u => u.On(Hook.Background, async _ => await rig.Delay(8, CancellationToken.None)))
            .Unit("c", "b", _ => { });
        var worker = rig.Build(logger: logs);

        var start = worker.StartAsync();
        rig.Advance(5);
        await start.InTime();
        var stop = worker.StopAsync();
        rig.Advance(10);
        await stop.InTime();

        Assert.Equal(
            [
                "Test.Worker: Start begins", "a started in 2000 ms", "b started in 0 ms", "c started in 0 ms", "Test.Worker is up after 2000 ms",
                "Test.Worker: Stop begins", "c stopped in 0 ms", "b stopped in 5000 ms", "a stopped in 1000 ms", "Test.Worker is down after 6000 ms",
            ],
            logs.Messages.Select(message => message.Text));
        Assert.All(logs.Messages, message => Assert.Equal(LogLevel.Information, message.Level));
    }

    [Fact]
    public async Task R_OBS_2_an_operation_of_single_units_is_logged_from_its_beginning_to_its_end()
    {
        var logs = new Logs();
        var rig = new Rig();
        rig.Make = id => id == "b" ? new B(rig.Journal) : new TestUnit(id, rig.Journal);
        var fails = true;
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, () =>
        {
            if (fails)
                throw new IOException("b");
        }).On(Hook.OnShutdown, token => rig.Delay(2, token)));
        var worker = rig.Build(logger: logs);
        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartUnitAsync<B>().InTime());
        fails = false;
        await worker.StartUnitAsync<B>().InTime();
        logs.Messages.RemoveAll(message => message.Text.StartsWith("b ", StringComparison.Ordinal) || message.Text.StartsWith("a ", StringComparison.Ordinal));
        var stop = worker.StopUnitAsync<B>();
        rig.Advance(5);
        await stop.InTime();

        Assert.Equal(
            [
                "Test.Worker: StartUnits begins", "Test.Worker could not start: [OnStartup] up1 of b failed: b",
                "Test.Worker: StartUnits is over after 0 ms, with errors",
                "Test.Worker: StartUnits begins", "Test.Worker: StartUnits is over after 0 ms",
                "Test.Worker: StopUnits begins", "b stopped in 2000 ms", "Test.Worker: StopUnits is over after 2000 ms",
            ],
            logs.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task R_OBS_2_a_unit_that_becomes_degraded_and_recovers_is_logged_once_each()
    {
        var logs = new Logs();
        var rig = new Rig();
        var broken = false;
        rig.Unit("a", "", u => u.On(Hook.HealthCheck, () =>
        {
            if (broken)
                throw new IOException("no connection");
        }));
        var worker = rig.Build(logger: logs);
        await worker.StartAsync().InTime();
        logs.Messages.Clear();

        foreach (var answer in (bool[])[false, true, true, false, false])
        {
            broken = answer;
            var health = worker.CheckHealthAsync();
            rig.Advance(60);
            await health.InTime();
        }

        Assert.Equal([(LogLevel.Warning, "a is degraded: no connection"), (LogLevel.Information, "a is no longer degraded")], logs.Messages);
    }

    private sealed class B(Journal journal) : TestUnit("b", journal);

    private sealed class Logs : ILoggerFactory, ILogger
    {
        public List<Exception> Errors { get; } = [];

        public List<(LogLevel Level, string Text)> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Messages.Add((logLevel, formatter(state, exception)));
            if (logLevel >= LogLevel.Error)
                Errors.Add(exception ?? new InvalidOperationException(formatter(state, null)));
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
