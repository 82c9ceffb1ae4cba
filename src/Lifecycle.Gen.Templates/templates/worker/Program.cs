using Lifecycle;
using Microsoft.Extensions.Logging;

using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true));

// Worker is generated, with all units of this project: each starts as soon as what it needs is up, and stops before that does.
// It runs until Ctrl+C or SIGTERM. The exit code is 0, or 1 if something failed.
return await Worker.RunAsync(options: new WorkerOptions { LoggerFactory = logging });

// A unit is a partial class with [Unit]; its hooks are methods with a phase, and may be private.
[Unit]
internal sealed partial class Database(ILogger<Database> logger)
{
    private int _rows;

    public int Insert() => ++_rows;

    // If it throws, what is up already goes down again, and the program ends with 1.
    [OnStartup(TimeoutSeconds = 10)]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(100, cancellationToken);
        logger.LogInformation("Open");
    }

    [OnShutdown]
    private void Close() => logger.LogInformation("Closed with {Rows} rows", _rows);
}

// What the constructor takes is what the unit depends on: Poller starts after Database and stops before it.
[Unit]
internal sealed partial class Poller(Database database, TimeProvider time, ILogger<Poller> logger)
{
    // Runs beside everything else once its unit is up. When the worker stops, it is cancelled and awaited first.
    [Background]
    private async Task PollAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time); // A test hands the worker another clock.
        do
            logger.LogInformation("Row {Row} inserted", database.Insert());
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
