using Lifecycle;
using Npgsql;

namespace Shortener;

/// <summary>Keeps links in PostgreSQL, so that several servers may share them.</summary>
[Unit]
internal sealed partial class PostgresStore(PostgresDatabase database) : ILinkStore
{
    [OnStartup]
    private async Task CheckSchemaAsync(CancellationToken cancellationToken)
    {
        var version = await PostgresSchema.ReadVersionAsync(database.Source, cancellationToken);
        if (version != PostgresSchema.Version)
        {
            throw new ProblemException(
                $"The database has version {version} of the schema and this program needs {PostgresSchema.Version}: run 'shortener migrate'.");
        }
    }

    // Without the database nearly every request fails, so the server is not ready. An answer holds for five seconds.
    [HealthCheck(TimeoutSeconds = 2, CacheSeconds = 5)]
    private async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public async Task<bool> TryAddAsync(Link link, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("INSERT INTO links (code, url, created) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = link.Code });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = link.Url });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = link.Created.UtcDateTime });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<Link?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("SELECT url, created, clicks FROM links WHERE code = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Link(code, reader.GetString(0), new DateTimeOffset(reader.GetDateTime(1)), reader.GetInt64(2))
            : null;
    }

    public async Task<bool> RemoveAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("DELETE FROM links WHERE code = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task AddClicksAsync(IReadOnlyDictionary<string, long> clicks, CancellationToken cancellationToken)
    {
        // Rows are locked in one order by all servers, so that two flushes cannot wait for each other.
        await using var command = database.Source.CreateCommand("""
            WITH added AS (SELECT * FROM unnest($1, $2) AS added (code, clicks)),
                 locked AS (SELECT code FROM links WHERE code IN (SELECT code FROM added) ORDER BY code FOR UPDATE)
            UPDATE links SET clicks = links.clicks + added.clicks
            FROM added JOIN locked USING (code) WHERE links.code = added.code
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. clicks.Keys] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. clicks.Values] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
