using Npgsql;

namespace Lifecycle.Recipes.Postgres;

[Unit]
public sealed partial class Database(string connectionString)
{
    private NpgsqlDataSource? _source;

    public NpgsqlDataSource Source => _source!;

    [OnStartup(Retries = 4, RetryDelaySeconds = 0.25, Backoff = Backoff.Exponential)]
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }

        _source = source;
    }

    [OnShutdown]
    private ValueTask CloseAsync() => Source.DisposeAsync();
}

[Unit]
public sealed partial class Orders(Database database, Action<string> placed)
{
    // A wait for notifications without the token would hold its connection, and with it the dispose of the pool.
    [Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 1)]
    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stopping);
        connection.Notification += (_, notification) => placed(notification.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN orders", connection))
            await listen.ExecuteNonQueryAsync(stopping);
        while (true)
            await connection.WaitAsync(stopping);
    }
}

[Unit]
public sealed partial class Billing(Database database, TimeProvider time, TimeSpan interval)
{
    [Background]
    private async Task BillAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
            await BillOnceAsync();
    }

    // Without the token: a transaction that has begun ends. After a cancelled command CommitAsync returns without an exception, and nothing is kept.
    private async Task BillOnceAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using var move = new NpgsqlCommand("INSERT INTO bills SELECT 'bill', pg_sleep(0.2)::text", connection, transaction);
        await move.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
