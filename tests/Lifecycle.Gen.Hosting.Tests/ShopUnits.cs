using Lifecycle.Hosting.Tests.Kit;

namespace Lifecycle.Hosting.Tests;

public interface IStore
{
    string Connection { get; }
}

[Unit]
public sealed partial class Store(Journal journal, string connection) : IStore
{
    public string Connection => connection;

    [OnStartup]
    private async Task OpenAsync(CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        journal.Add("Store up");
    }

    [OnShutdown] private void Close() => journal.Add("Store down");

    [OnExit] private void End() => journal.Add("Store ends");
}

[Unit]
public sealed partial class Shop(Journal journal, IStore store)
{
    public IStore Store => store;

    [OnStartup] private void Open() => journal.Add("Shop up");

    [OnReady] private void Say() => journal.Add("Shop ready");

    [OnDrain] private void Drain() => journal.Add("Shop drains");

    [OnShutdown] private void Close() => journal.Add("Shop down");
}

[Worker, Mixin<Shop>] public sealed partial class ShopServer;
