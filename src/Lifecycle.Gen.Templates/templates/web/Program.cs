#if (Config)
using System.ComponentModel.DataAnnotations;
#endif
using Lifecycle;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
#if (Config)
using Microsoft.Extensions.Options;
#endif

var builder = WebApplication.CreateSlimBuilder(args);

// Worker is generated, with all units of this project. They are up before the port is open, and go down when the last request is answered.
builder.AddWorker<Worker>();
builder.Services.AddHealthChecks().AddWorker<Worker>();

var app = builder.Build();
foreach (var question in new[] { "live", "startup", "ready" })
    app.MapHealthChecks($"/health/{question}", new HealthCheckOptions { Predicate = check => check.Tags.Contains(question) });

// Units are services: the worker's instances.
app.MapGet("/", (Database database) => $"{database.Rows} rows");
app.MapPost("/", (Database database) => $"row {database.Insert()}");

app.Run();

// A unit is a partial class with [Unit]; its hooks are methods with a phase, and may be private.
[Unit]
public sealed partial class Database(ILogger<Database> logger)
{
    private int _rows;

    public int Rows => Volatile.Read(ref _rows);

    public int Insert() => Interlocked.Increment(ref _rows);

    // If it throws, the port is never opened, and what is up already goes down again.
    [OnStartup(TimeoutSeconds = 10)]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken); // In place of a connection.
        logger.LogInformation("Open");
    }

    [OnShutdown]
    private void Close() => logger.LogInformation("Closed with {Rows} rows", Rows);

    // Asked by /health/ready.
    [HealthCheck]
    private bool IsReachable() => true;
}

// What the constructor takes is what the unit depends on: Poller starts after Database and stops before it.
[Unit]
#if (Config)
public sealed partial class Poller(Database database, ISettings<PollerOptions> settings, TimeProvider time, ILogger<Poller> logger)
#else
public sealed partial class Poller(Database database, TimeProvider time, ILogger<Poller> logger)
#endif
{
    public int Polls { get; private set; }

    // Runs beside everything else once its unit is up. When the host stops, it is cancelled and awaited first.
    [Background]
    private async Task PollAsync(CancellationToken stopping)
    {
#if (Config)
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.Current.Seconds), time); // A test has another clock in the services.
#else
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), time); // A test has another clock in the services.
#endif
        do
            logger.LogInformation("Poll {Poll}: {Rows} rows", ++Polls, database.Rows);
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
#if (Config)

public sealed class PollerOptions
{
    [Range(0.1, 3600)]
    public double Seconds { get; set; } = 10;
}

// Read and checked before anything starts: Poller:Seconds of appsettings.json, the environment (Poller__Seconds) or the arguments.
[Unit, OptionsValidator]
public sealed partial class PollerSettings(IConfiguration configuration)
    : Settings<PollerOptions>(configuration, "Poller"), IValidateOptions<PollerOptions>
{
    protected override PollerOptions? Bind(IConfiguration section) => section.Get<PollerOptions>();
}
#endif
