using Lifecycle;

namespace Shortener;

/// <summary>Counts in memory and stores what it counted in batches, so that following a link costs no write. A stop loses nothing.</summary>
[Unit]
internal sealed partial class ClickCounter(Settings settings, ILinkStore store, TimeProvider time)
{
    // How many links' clicks are stored together: far less than a write of the file store or a command of the database may hold.
    private const int MaxBatch = 50_000;

    private readonly Lock _lock = new();
    private Dictionary<string, long> _clicks = new(StringComparer.Ordinal);

    public void Count(string code)
    {
        lock (_lock)
            _clicks[code] = _clicks.GetValueOrDefault(code) + 1;
    }

    // What could not be stored is still counted and goes with the next batch. A store that takes nothing for some three minutes stops the server.
    [Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 1, MaxRestarts = 20, RestartWindowSeconds = 300)]
    private async Task FlushRegularlyAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(settings.FlushInterval, time);
        while (await timer.WaitForNextTickAsync(stopping))
            await FlushAsync(CancellationToken.None);
    }

    // By now the web server is down, which depends on this unit: nothing is counted any more.
    [OnShutdown]
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> clicks;
        lock (_lock)
        {
            if (_clicks.Count == 0)
                return;

            clicks = _clicks;
            _clicks = new(StringComparer.Ordinal);
        }

        foreach (var batch in clicks.ToArray().Chunk(MaxBatch))
        {
            try
            {
                await store.AddClicksAsync(batch.ToDictionary(StringComparer.Ordinal), cancellationToken);
            }
            catch
            {
                PutBack(clicks);
                throw;
            }

            foreach (var (code, _) in batch)
                clicks.Remove(code);
        }
    }

    private void PutBack(Dictionary<string, long> clicks)
    {
        lock (_lock)
        {
            foreach (var (code, count) in clicks)
                _clicks[code] = _clicks.GetValueOrDefault(code) + count;
        }
    }
}
