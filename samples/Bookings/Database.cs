using Lifecycle;
using Microsoft.Data.Sqlite;

namespace Bookings;

/// <summary>The file and its table.</summary>
[Unit]
internal sealed partial class Database(ISettings<BookingOptions> settings)
{
    private string _connection = "";

    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    [OnStartup]
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = settings.Current.File }.ToString();
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS booking (
                id INTEGER PRIMARY KEY, room TEXT NOT NULL, day TEXT NOT NULL, guest TEXT NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0,
                UNIQUE (room, day))
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // The pool keeps files open.
    [OnShutdown]
    private void Close()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    [HealthCheck]
    private async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
