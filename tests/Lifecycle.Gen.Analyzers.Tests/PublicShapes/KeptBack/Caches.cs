using System.Net.Http;
using Microsoft.Extensions.Options;

/// <summary>Quiet: the failure of a kept task is logged beside it; the task itself is awaited in the shutdown.</summary>
[Unit]
public sealed partial class CatalogCache(Feed feed)
{
    private Task? _warming;

    [OnStartup]
    private void Start(IWorkerContext context)
    {
        _warming = WarmAsync(context.Stopping);
        _warming.ContinueWith(static ended => Out.Line(ended.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    [OnShutdown]
    private async Task StopAsync()
    {
        if (_warming is not null)
            await _warming;
    }

    private Task WarmAsync(CancellationToken cancellationToken) => feed.RefreshAsync(cancellationToken);
}

/// <summary>Quiet: the task belongs to the feed, which tells of its end; a note of it is no work of the unit.</summary>
[Unit]
public sealed partial class FeedMonitor(Feed feed)
{
    [OnStartup]
    private void Start()
    {
        _ = feed.Ended.ContinueWith(static ended => Out.Line(ended.Status), TaskScheduler.Default);
    }
}

/// <summary>Reported: a refresh that nothing awaits in a synchronous start.</summary>
[Unit]
public sealed partial class CurrencyCache(Feed feed)
{
    [OnStartup]
    private void Start()
    {
        feed.RefreshAsync(); // LCG4001 error
    }
}

/// <summary>Reported: an extension that swallows the task gives it no owner.</summary>
[Unit]
public sealed partial class BannerCache(Feed feed)
{
    [OnStartup]
    private void Start() => feed.RefreshAsync().SafeFireAndForget(); // LCG4001
}

/// <summary>Quiet: an extension that waits drops nothing.</summary>
[Unit]
public sealed partial class MenuCache(Feed feed)
{
    public void Refresh() => feed.RefreshAsync().WaitInPlace();

    [OnStartup]
    private Task StartAsync(CancellationToken cancellationToken) => feed.RefreshAsync(cancellationToken);
}

/// <summary>Reported: awaits the task that starts the work, not the work.</summary>
[Unit]
public sealed partial class TileRenderer(Store store)
{
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.Factory.StartNew(async () => await store.SaveAsync("tiles", cancellationToken), cancellationToken); // LCG4001 error
    }
}

/// <summary>Quiet: the same, unwrapped.</summary>
[Unit]
public sealed partial class TileCleaner(Store store)
{
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken) =>
        await Task.Factory.StartNew(async () => await store.SaveAsync("tiles", cancellationToken), cancellationToken).Unwrap();
}

/// <summary>Reported: the disposal that the worker runs drops the close of the connection.</summary>
[Unit]
public sealed partial class MetricsLink(IBroker broker) : IDisposable
{
    public void Dispose()
    {
        _ = broker.CloseAsync(); // LCG4001
    }
}

/// <summary>Reported: a listener of settings that live longer, never taken off.</summary>
[Unit]
public sealed partial class LimitReader(IOptionsMonitor<LimitSettings> settings)
{
    private int _limit;

    [OnStartup]
    private void Start()
    {
        _limit = settings.CurrentValue.Limit;
        settings.OnChange(changed => _limit = changed.Limit); // LCG4007
    }

    public bool IsOver(int value) => value > _limit;
}

public sealed class LimitSettings
{
    public int Limit { get; set; }
}

/// <summary>Quiet: the listener is kept and disposed.</summary>
[Unit]
public sealed partial class QuotaReader(IOptionsMonitor<LimitSettings> settings)
{
    private IDisposable? _listening;

    [OnStartup]
    private void Start() => _listening = settings.OnChange(static changed => Out.Line(changed.Limit));

    [OnShutdown]
    private void Stop() => _listening?.Dispose();
}

/// <summary>Reported: what the start opens only the disposal closes, so that a reload leaves one open.</summary>
[Unit]
public sealed partial class IndexFile(string path) : IDisposable
{
    private FileStream? _file;

    [OnStartup]
    private void Open()
    {
        _file = File.OpenRead(path); // LCG4007
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>Quiet: opened once, in the only phase that reloads do not repeat, and closed with the unit.</summary>
[Unit]
public sealed partial class DictionaryFile(string path) : IDisposable
{
    private FileStream? _file;

    [OnInit]
    private void Open() => _file = File.OpenRead(path);

    public void Dispose() => _file?.Dispose();
}

/// <summary>Reported: the token of the start in work that goes on, through a local function.</summary>
[Unit]
public sealed partial class PrefetchLoop(Feed feed)
{
    private Task? _loop;

    [OnStartup]
    private void Start(CancellationToken cancellationToken)
    {
        _loop = LoopAsync();

        async Task LoopAsync()
        {
            while (!cancellationToken.IsCancellationRequested) // LCG4008
                await feed.RefreshAsync();
        }
    }

    [OnShutdown]
    private Task StopAsync() => _loop ?? Task.CompletedTask;
}

/// <summary>Reported: several loops in a list, all on the token of the start.</summary>
[Unit]
public sealed partial class ShardLoops(Feed feed)
{
    private readonly List<Task> _loops = [];

    [OnStartup]
    private void Start(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 4; i++)
            _loops.Add(feed.RefreshAsync(cancellationToken)); // LCG4008
    }

    [OnShutdown]
    private Task StopAsync() => Task.WhenAll(_loops);
}

/// <summary>Reported: a semaphore blocks the hook, which is reported as information.</summary>
[Unit]
public sealed partial class MigrationLock(Store store)
{
    private readonly SemaphoreSlim _gate = new(1);

    [OnStartup]
    private void Migrate()
    {
        _gate.Wait(); // LCG4003 info
        store.Save("schema");
        _gate.Release();
    }
}

/// <summary>Quiet: asks without waiting.</summary>
[Unit]
public sealed partial class SchemaLock(Store store)
{
    private readonly SemaphoreSlim _gate = new(1);

    [OnStartup]
    private void Migrate()
    {
        if (!_gate.Wait(0))
            return;

        store.Save("schema");
        _gate.Release();
    }
}

/// <summary>Quiet: tasks that have ended are no work of the constructor.</summary>
[Unit]
public sealed partial class NullCache
{
    private readonly Task _ready = Task.Delay(0);
    private readonly ValueTask<int> _size = ValueTask.FromResult(0);

    public NullCache() => _ = LoadAsync();

    private Task LoadAsync() => _size.IsCompleted ? Task.CompletedTask : _ready;
}
