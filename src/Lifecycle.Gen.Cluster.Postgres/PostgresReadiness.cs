using Npgsql;

namespace Lifecycle;

/// <summary>Waits until a PostgreSQL server answers a query.</summary>
public abstract class PostgresReadiness : Readiness
{
    private readonly NpgsqlDataSource _source;

    /// <summary>Waits for a database.</summary>
    /// <param name="source">Connections to it, which are not disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    protected PostgresReadiness(NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc/>
    protected override string Subject
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
            return FormattableString.Invariant($"PostgreSQL {connection.Host}:{connection.Port}/{connection.Database}");
        }
    }

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var command = _source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
