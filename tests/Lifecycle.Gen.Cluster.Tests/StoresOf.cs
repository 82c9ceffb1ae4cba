using Lifecycle.Cluster.Program.Fleet;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Cluster.Tests;

/// <summary>A store of a kind with its server, opened as often as a test likes.</summary>
internal sealed class StoresOf : IAsyncDisposable
{
    private readonly MemoryLeaseStore? _memory;
    private readonly RunningStore? _running;
    private readonly List<ILeaseStore> _opened = [];

    private StoresOf(MemoryLeaseStore? memory, RunningStore? running)
    {
        _memory = memory;
        _running = running;
    }

    public static async Task<StoresOf> StartAsync(string kind)
    {
        if (kind == "memory")
            return new StoresOf(new MemoryLeaseStore(), running: null);

        Need(kind);
        return new StoresOf(memory: null, await Measurements.StartAsync(kind));
    }

    public static void Need(string kind)
    {
        if (kind == "postgres")
            Requirements.Need(PostgresServer.Binaries, "Leases in PostgreSQL need a server: apt-get install postgresql");
        if (kind == "redis")
            Requirements.Need(RedisServer.Binary, "Leases in Redis need a server: apt-get install redis-server");
    }

    public async Task<ILeaseStore> OpenAsync()
    {
        if (_memory is not null)
            return _memory;

        var store = await Stores.OpenAsync(_running!.Address(_running.Port ?? 0));
        lock (_opened)
            _opened.Add(store);

        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            if (store is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }

        if (_running is not null)
            await _running.DisposeAsync();
    }
}
