using Npgsql;

namespace Shortener;

/// <summary>The steps from an empty database to the present schema. A step that was ever released is never changed; new ones follow it.</summary>
internal static class PostgresSchema
{
    // "shortenr" in ASCII: only one migration at a time.
    private const long LockKey = 0x73686f7274656e72;

    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE links (
            code    text COLLATE "C" PRIMARY KEY,
            url     text NOT NULL,
            created timestamptz NOT NULL
        )
        """,
        "ALTER TABLE links ADD COLUMN clicks bigint NOT NULL DEFAULT 0",
    ];

    public static int Version => s_steps.Length;

    /// <summary>The version of the schema in the database; 0 where there is none.</summary>
    public static async Task<int> ReadVersionAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var exists = source.CreateCommand("SELECT to_regclass('shortener_schema') IS NOT NULL");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return 0;

        await using var version = source.CreateCommand("SELECT version FROM shortener_schema");
        return await version.ExecuteScalarAsync(cancellationToken) is int number ? number : 0;
    }

    /// <summary>Brings the schema up to date, all of it or nothing, and gives the version from which it came.</summary>
    public static async Task<int> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS shortener_schema (version int NOT NULL)", cancellationToken);
        await ExecuteAsync(connection, "INSERT INTO shortener_schema SELECT 0 WHERE NOT EXISTS (SELECT FROM shortener_schema)", cancellationToken);

        await using var read = new NpgsqlCommand("SELECT version FROM shortener_schema", connection);
        var before = await read.ExecuteScalarAsync(cancellationToken) is int number ? number : 0;
        foreach (var step in s_steps.Skip(before))
            await ExecuteAsync(connection, step, cancellationToken);
        if (before < Version)
            await ExecuteAsync(connection, $"UPDATE shortener_schema SET version = {Version}", cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return before;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
