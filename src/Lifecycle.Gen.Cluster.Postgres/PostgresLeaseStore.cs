using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Lifecycle;

/// <summary>
/// Leases in a table of a PostgreSQL database: a row for each lease, which a write replaces only if it still has the version that was read. Processes that wait
/// learn of writes by <c>LISTEN</c>, with one connection for all leases of a store.
/// </summary>
/// <remarks>
/// The table is made if it is not there: <c>name</c>, <c>holder</c>, <c>token</c>, <c>duration</c>, <c>version</c>. With asynchronous replication a
/// fail-over can
/// lose writes, and with them the exclusion; synchronous replication does not. Works through a pooler; then waits take <see cref="LeaseOptions.RetrySeconds"/>.
/// </remarks>
public sealed class PostgresLeaseStore : ILeaseStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _table;
    private readonly PostgresChanges _changes;
    private volatile bool _exists;

    /// <summary>Leases in a database.</summary>
    /// <param name="source">Connections to the database. It is not disposed with the store.</param>
    /// <param name="table">The name of the table, with its schema where that is not the first of the search path. Default: <c>lifecycle_leases</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="table"/> is no name: letters, digits, <c>_</c> and one dot.</exception>
    public PostgresLeaseStore(NpgsqlDataSource source, string table = "lifecycle_leases")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(table);
        foreach (var character in table)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.'))
                throw new ArgumentException($"'{table}' is no name of a table: letters, digits, '_' and one dot after the schema.", nameof(table));
        }

        _source = source;
        _table = table;
        _changes = new PostgresChanges(source, table.Replace('.', '_'));
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await CreateTableAsync(cancellationToken).ConfigureAwait(false);
        using var command = _source.CreateCommand($"SELECT holder, token, duration, version FROM {_table} WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name, NpgsqlDbType = NpgsqlDbType.Text });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? new LeaseRecord(reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetInt64(3).ToString(CultureInfo.InvariantCulture))
                : null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(record);
        await CreateTableAsync(cancellationToken).ConfigureAwait(false);
        var write = record.Version is null
            ? $"INSERT INTO {_table} (name, holder, token, duration, version) VALUES ($1, $2, $3, $4, 1) ON CONFLICT (name) DO NOTHING RETURNING version"
            : $"UPDATE {_table} SET holder = $2, token = $3, duration = $4, version = version + 1 WHERE name = $1 AND version = $5 RETURNING version";
        using var command = _source.CreateCommand(
            $"WITH written AS ({write}) SELECT version, pg_notify('{_changes.Channel}', $1) FROM written");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = record.Holder, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = record.Token, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = record.DurationSeconds, NpgsqlDbType = NpgsqlDbType.Double });
        if (record.Version is not null)
            command.Parameters.Add(new NpgsqlParameter<long>
            {
                TypedValue = long.Parse(record.Version, CultureInfo.InvariantCulture),
                NpgsqlDbType = NpgsqlDbType.Bigint,
            });

        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                ? record with { Version = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture) }
                : null;
        }
    }

    /// <inheritdoc/>
    public async Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var change = _changes.NextAsync(name, out var isListening);
        await isListening.WaitAsync(cancellationToken).ConfigureAwait(false);
        // What was written before it listened came with no notification.
        var record = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (record?.Version == version)
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connection that listens.</summary>
    public ValueTask DisposeAsync() => _changes.DisposeAsync();

    private async ValueTask CreateTableAsync(CancellationToken cancellationToken)
    {
        if (_exists)
            return;

        using var command = _source.CreateCommand(
            $"""
            CREATE TABLE IF NOT EXISTS {_table} (
              name text PRIMARY KEY, holder text NOT NULL, token bigint NOT NULL, duration double precision NOT NULL, version bigint NOT NULL)
            """);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e)
            when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject)
        {
            // Another process makes it at the same moment: IF NOT EXISTS looks before it makes.
        }

        _exists = true;
    }
}
