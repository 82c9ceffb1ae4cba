#if (Config)
using System.ComponentModel.DataAnnotations;
#endif
using Lifecycle;
#if (Config)
using Microsoft.Extensions.Configuration;
#endif
using Microsoft.Extensions.Logging;
#if (Config)
using Microsoft.Extensions.Options;

// A later source wins: the file, variables such as WORKER_Poller__Seconds, arguments such as --Poller:Seconds=5.
var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
    .AddEnvironmentVariables("WORKER_")
    .AddCommandLine(args)
    .Build();
#endif

using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true));
var options = new WorkerOptions { LoggerFactory = logging };

// Worker is generated, with all units of this project: each starts as soon as what it needs is up, and stops before that does.
// It runs until Ctrl+C or SIGTERM. The exit code is 0, or 1 if something failed.
#if (Config)
// What no unit provides is an input of the worker, as the configuration is.
return await Worker.RunAsync(configuration: configuration, options: options);
#else
return await Worker.RunAsync(options: options);
#endif

// A unit is a partial class with [Unit]; its hooks are methods with a phase, and may be private.
[Unit]
internal sealed partial class Database(ILogger<Database> logger)
{
    public int Rows { get; private set; }

    public int Insert() => ++Rows;

    // If it throws, what is up already goes down again, and the program ends with 1.
    [OnStartup(TimeoutSeconds = 10)]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken); // In place of a connection.
        logger.LogInformation("Open");
    }

    [OnShutdown]
    private void Close() => logger.LogInformation("Closed with {Rows} rows", Rows);
}

// What the constructor takes is what the unit depends on: Poller starts after Database and stops before it.
[Unit]
#if (Config)
internal sealed partial class Poller(Database database, ISettings<PollerOptions> settings, TimeProvider time, ILogger<Poller> logger)
#else
internal sealed partial class Poller(Database database, TimeProvider time, ILogger<Poller> logger)
#endif
{
    // Runs beside everything else once its unit is up. When the worker stops, it is cancelled and awaited first.
    [Background]
    private async Task PollAsync(CancellationToken stopping)
    {
#if (Config)
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.Current.Seconds), time); // A test hands the worker another clock.
#else
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time); // A test hands the worker another clock.
#endif
        do
            logger.LogInformation("Row {Row} inserted", database.Insert());
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
#if (Config)

internal sealed class PollerOptions
{
    [Range(0.1, 3600)]
    public double Seconds { get; set; } = 1;
}

// Read and checked before anything starts, and again in a reload (SIGHUP). A wrong value ends the program with 1, and the message names it.
[Unit, OptionsValidator]
internal sealed partial class PollerSettings(IConfiguration configuration)
    : Settings<PollerOptions>(configuration, "Poller"), IValidateOptions<PollerOptions>
{
    protected override PollerOptions? Bind(IConfiguration section) => section.Get<PollerOptions>();
}
#endif
