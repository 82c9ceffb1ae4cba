using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

/// <summary>Reported: a linked source that nothing cancels or disposes keeps a registration at the worker's token.</summary>
[Unit]
public sealed partial class FeedReader(Feed feed)
{
    private CancellationTokenSource? _linked;
    private Task? _loop;

    [OnStartup]
    private void Start(IWorkerContext context)
    {
        _linked = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping); // LCG4007
        _loop = feed.RefreshAsync(_linked.Token);
    }

    [OnShutdown]
    private Task StopAsync() => _loop!;
}

/// <summary>Quiet: a linked source that is cancelled and disposed.</summary>
[Unit]
public sealed partial class FeedWriter(Feed feed)
{
    private CancellationTokenSource? _linked;
    private Task? _loop;

    [OnStartup]
    private void Start(IWorkerContext context)
    {
        _linked = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        _loop = feed.RefreshAsync(_linked.Token);
    }

    [OnShutdown]
    private async Task StopAsync()
    {
        await _linked!.CancelAsync();
        _linked.Dispose();
        await _loop!;
    }
}

/// <summary>Reported: opened in the start, closed by the disposal alone.</summary>
[Unit]
public sealed partial class ArchiveFile(string path) : IAsyncDisposable
{
    private FileStream? _file;

    [OnStartup]
    private void Open()
    {
        _file = new FileStream(path, FileMode.Open); // LCG4007
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }
}

/// <summary>Quiet: opened once, however often the worker is reloaded.</summary>
[Unit]
public sealed partial class LockFile(string path) : IDisposable
{
    private FileStream? _file;

    [OnStartup]
    private void Open()
    {
        if (_file is null)
            _file = new FileStream(path, FileMode.Create);
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>Quiet: the one before is closed where the next is opened.</summary>
[Unit]
public sealed partial class RollingFile(string path) : IDisposable
{
    private FileStream? _file;

    [OnStartup]
    private void Open()
    {
        _file?.Dispose();
        _file = new FileStream(path, FileMode.Append);
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>Quiet: a timer of a hosted service, stopped in the shutdown and disposed with the unit.</summary>
[Unit]
public sealed partial class TimedWorker(Store store) : IDisposable
{
    private Timer? _timer;

    [OnStartup]
    private Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(DoWork, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    [OnShutdown]
    private Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.Infinite, 0);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void DoWork(object? state) => store.Save("tick");
}

/// <summary>Reported: settings that live longer call the unit after its shutdown, and twice after a reload.</summary>
[Unit]
public sealed partial class ThemeReader(IOptionsMonitor<ThemeSettings> settings)
{
    private string? _theme;

    [OnStartup]
    private void Start()
    {
        _ = settings.OnChange(changed => _theme = changed.Name); // LCG4007
    }

    public override string ToString() => _theme + settings.CurrentValue.Name;
}

public sealed class ThemeSettings
{
    public string Name { get; set; } = "";
}

/// <summary>Reported: a registration at the lifetime of the host, made once more with every reload.</summary>
[Unit]
public sealed partial class LifetimeHook(IHostApplicationLifetime lifetime)
{
    [OnReady]
    private void Ready()
    {
        lifetime.ApplicationStopping.Register(static () => Out.Line("stopping")); // LCG4007
    }
}

/// <summary>Quiet: registered once, in the phase that reloads do not repeat.</summary>
[Unit]
public sealed partial class LifetimeNote(IHostApplicationLifetime lifetime)
{
    [OnInit]
    private void Init() => lifetime.ApplicationStopped.Register(static () => Out.Line("stopped"));
}

/// <summary>Quiet: a registration on the token of the hook ends with it.</summary>
[Unit]
public sealed partial class Handshake(Feed feed)
{
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(static () => Out.Line("cancelled"));
        await feed.RefreshAsync(cancellationToken);
    }
}

/// <summary>Reported: subscribed at an event of what lives longer, and left only by the disposal.</summary>
[Unit]
public sealed partial class TrendWatcher(Feed feed) : IDisposable
{
    [OnStartup]
    private void Start()
    {
        feed.Changed += OnChanged; // LCG4007
    }

    public void Dispose() => feed.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => Out.Line(e);
}

/// <summary>Reported: all loops of a range together, on the token of the start.</summary>
[Unit]
public sealed partial class PartitionReaders(Feed feed)
{
    private Task? _all;

    [OnStartup]
    private void Start(CancellationToken cancellationToken) =>
        _all = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => feed.RefreshAsync(cancellationToken))); // LCG4008

    [OnShutdown]
    private Task StopAsync() => _all!;
}

/// <summary>Reported: a list of loops on the token of the start.</summary>
[Unit]
public sealed partial class QueueReaders(Feed feed)
{
    private List<Task> _all = [];

    [OnStartup]
    private void Start(CancellationToken cancellationToken) =>
        _all = Enumerable.Range(0, 4).Select(_ => feed.RefreshAsync(cancellationToken)).ToList(); // LCG4008

    [OnShutdown]
    private Task StopAsync() => Task.WhenAll(_all);
}

/// <summary>Reported: the token of the start as the state of a timer.</summary>
[Unit]
public sealed partial class ScoreTimer(Store store)
{
    private Timer? _timer;

    [OnStartup]
    private void Start(CancellationToken cancellationToken) => _timer = new Timer(Save, cancellationToken, 0, 1000); // LCG4008

    [OnShutdown]
    private void Stop() => _timer?.Dispose();

    private void Save(object? state)
    {
        if (state is CancellationToken { IsCancellationRequested: false })
            store.Save("score");
    }
}

/// <summary>Quiet: all of them awaited by the start.</summary>
[Unit]
public sealed partial class PartitionWarmup(Feed feed)
{
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => feed.RefreshAsync(cancellationToken)));
}

/// <summary>Quiet: loops on the token of the worker.</summary>
[Unit]
public sealed partial class TopicReaders(Feed feed)
{
    private readonly List<Task> _all = [];

    [OnStartup]
    private void Start(IWorkerContext context)
    {
        for (var i = 0; i < 4; i++)
            _all.Add(feed.RefreshAsync(context.Stopping));
    }

    [OnShutdown]
    private Task StopAsync() => Task.WhenAll(_all);
}

/// <summary>Reported: a thread that nothing keeps.</summary>
[Unit]
public sealed partial class CardReader
{
    [OnStartup]
    private void Start() => new Thread(Read) { IsBackground = true }.Start(); // LCG4002

    private static void Read() => Thread.Sleep(Timeout.Infinite);
}

/// <summary>Quiet: a timer of an event handler is the handler's, and disposes itself.</summary>
[Unit]
public sealed partial class Debouncer(Feed feed, Store store)
{
    private Timer? _timer;

    [OnStartup]
    private void Start() => feed.Changed += OnChanged;

    [OnShutdown]
    private void Stop()
    {
        feed.Changed -= OnChanged;
        _timer?.Dispose();
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        _timer?.Dispose();
        _timer = new Timer(static state => ((Store)state!).Save("changed"), store, 100, Timeout.Infinite);
    }
}
