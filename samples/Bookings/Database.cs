using System.Data.Common;
using Lifecycle;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bookings;

/// <summary>A file of SQLite, or a PostgreSQL server where the settings name one, and the table in it.</summary>
[Unit]
internal sealed partial class Database(ISettings<BookingOptions> settings)
{
    private DbDataSource? _source;

    /// <summary>A command on a connection of its own, which is closed with it.</summary>
    public DbCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _source!.CreateCommand(text);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    [OnStartup(TimeoutSeconds = 10)]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var options = settings.Current;
        var key = options.Postgres is null ? "INTEGER PRIMARY KEY" : "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        _source = options.Postgres is { } server
            ? new NpgsqlSlimDataSourceBuilder(server).Build()
            : SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = options.File }.ToString());
        await using var command = Command($"""
            CREATE TABLE IF NOT EXISTS booking (
                id {key}, room text NOT NULL, day text NOT NULL, guest text NOT NULL, confirmed boolean NOT NULL DEFAULT FALSE, UNIQUE (room, day))
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [OnShutdown]
    private async Task CloseAsync()
    {
        await _source!.DisposeAsync();
        SqliteConnection.ClearAllPools(); // They keep the file open.
    }

    [HealthCheck]
    private async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
