using Lifecycle;
using Npgsql;

namespace Shortener;

/// <summary>The connection pool, and proof that the database answers.</summary>
[Unit]
internal sealed partial class PostgresDatabase(Settings settings)
{
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database is not open.");

    /// <summary>Makes the pool, without a connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string has a value that is wrong, by itself or together with another.</exception>
    public static NpgsqlDataSource Build(string connectionString)
    {
        // The slim builder has only what is asked for, so the native binary has only that too.
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        builder.ConnectionStringBuilder.ApplicationName ??= "shortener";
        return builder.Build();
    }

    // Opens nothing yet; what is made here, [PostShutdown] disposes of, also when the start fails later.
    [PreStartup]
    private void Configure()
    {
        if (settings.Database is null)
            throw new ProblemException("SHORTENER_DATABASE (or --database) must be set: the PostgreSQL store needs a connection string.");

        _source = Build(settings.Database);
    }

    // A database that boots at the same time gets a few seconds.
    [OnStartup(Retries = 4, RetryDelaySeconds = 0.25, Backoff = Backoff.Exponential)]
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
    }

    [PostShutdown]
    private async Task CloseAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        _source = null;
    }
}
