using Npgsql;

namespace Lifecycle;

/// <summary>One connection that listens for writes of leases, for as long as something waits for one.</summary>
internal sealed class PostgresChanges(NpgsqlDataSource source, string channel) : IAsyncDisposable
{
    private readonly Dictionary<string, TaskCompletionSource> _changes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private Task? _listening;
    private TaskCompletionSource _isListening = NewSource();

    public string Channel => channel;

    /// <summary>The next write of a lease.</summary>
    /// <param name="name">The lease.</param>
    /// <param name="isListening">Ends when nothing is missed any more; fails with the connection.</param>
    public Task NextAsync(string name, out Task isListening)
    {
        lock (_changes)
        {
            if (_listening is null or { IsCompleted: true })
            {
                if (_isListening.Task.IsCompleted)
                    _isListening = NewSource();

                _listening = Task.Run(ListenAsync, _end.Token);
            }

            isListening = _isListening.Task;
            if (!_changes.TryGetValue(name, out var change) || change.Task.IsCompleted)
                _changes[name] = change = NewSource();

            return change.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Task? listening;
        lock (_changes)
            listening = _listening;

        if (listening is not null)
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        _end.Dispose();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ListenAsync()
    {
        try
        {
            var connection = await source.OpenConnectionAsync(_end.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
                await ListenAsync(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(e);
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, told) => Tell(told.Payload);
        using (var command = new NpgsqlCommand($"LISTEN {channel}", connection))
            await command.ExecuteNonQueryAsync(_end.Token).ConfigureAwait(false);

        _isListening.TrySetResult();
        while (true)
            await connection.WaitAsync(_end.Token).ConfigureAwait(false);
    }

    private void Tell(string name)
    {
        lock (_changes)
        {
            if (_changes.Remove(name, out var change))
                change.TrySetResult();
        }
    }

    /// <summary>There are no notifications any more: those that wait look again, and the next one listens anew.</summary>
    private void Fail(Exception error)
    {
        lock (_changes)
        {
            if (_isListening.TrySetException(error))
                _ = _isListening.Task.Exception;

            foreach (var change in _changes.Values)
                change.TrySetResult();

            _changes.Clear();
        }
    }
}
