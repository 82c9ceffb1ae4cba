using System.Collections.Concurrent;
using System.Net.Http;
using System.Threading.Channels;

/// <summary>Quiet: the loop is kept and its failure noted.</summary>
[Unit]
public sealed partial class TickerLoop(Feed feed)
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    [OnStartup]
    private void Start()
    {
        _loop = LoopAsync(_stop.Token);
        _ = _loop.ContinueWith(static loop => Out.Line(loop.Exception), TaskContinuationOptions.OnlyOnFaulted);
    }

    [OnShutdown]
    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            await feed.RefreshAsync(cancellationToken);
    }
}

/// <summary>Quiet: a note on the end of a task that belongs to another object.</summary>
[Unit]
public sealed partial class ChannelWatch
{
    private readonly Channel<int> _numbers = Out.Queue<int>();

    [OnStartup]
    private void Start() => _numbers.Reader.Completion.ContinueWith(static ended => Out.Line(ended.Status));

    [OnShutdown]
    private void Stop() => _numbers.Writer.Complete();
}

/// <summary>Quiet: a list of running tasks, each taken out by what follows it.</summary>
[Unit]
public sealed partial class JobRunner(Store store)
{
    private readonly List<Task> _jobs = [];

    [OnReady]
    private void Begin()
    {
        var job = store.SaveAsync("job");
        _jobs.Add(job);
        job.ContinueWith(ended => _jobs.Remove(ended));
    }

    [OnShutdown]
    private Task FinishAsync() => Task.WhenAll(_jobs);
}

/// <summary>Reported: what follows a dropped task does not keep it.</summary>
[Unit]
public sealed partial class Greeter(Store store)
{
    [OnReady]
    private void Greet()
    {
        store.SaveAsync("hello").ContinueWith(static ended => Out.Line(ended.Exception)); // LCG4001 error
    }
}

/// <summary>Quiet: ready is signalled by a source in the loop, which a lambda of the pool completes.</summary>
[Unit]
public sealed partial class WarmStart
{
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(() => ready.TrySetResult(), cancellationToken);
        await ready.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>Quiet: a source in a field, which others await.</summary>
[Unit]
public sealed partial class Elector(Feed feed)
{
    private readonly TaskCompletionSource<bool> _elected = new();

    public Task<bool> Elected => _elected.Task;

    [OnStartup]
    private void Start() => _ = ElectAsync(_elected);

    private async Task ElectAsync(TaskCompletionSource<bool> elected)
    {
        await feed.RefreshAsync();
        elected.TrySetResult(true);
    }
}

/// <summary>Reported: a source that nothing looks at says nothing.</summary>
[Unit]
public sealed partial class Announcer(Feed feed)
{
    [OnStartup]
    private void Start()
    {
        var told = new TaskCompletionSource();
        _ = TellAsync(told); // LCG4001 error
    }

    private async Task TellAsync(TaskCompletionSource told)
    {
        await feed.RefreshAsync();
        told.SetResult();
    }
}

/// <summary>Reported: each message is handled beside the loop, by a task that is lost.</summary>
[Unit]
public sealed partial class ChatBot(IBroker broker, Store store)
{
    private readonly Channel<string> _messages = Out.Queue<string>();

    [Background]
    private async Task AnswerAsync(CancellationToken stopping)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(stopping))
            _ = store.SaveAsync(message, stopping); // LCG4001 warning
    }

    public override string ToString() => $"{broker.IsOpen}";
}

/// <summary>Reported: the same through the pool, in a synchronous consumer.</summary>
[Unit]
public sealed partial class LogShipper(Store store)
{
    private readonly BlockingCollection<string> _lines = new();

    [Background]
    private void Ship(CancellationToken stopping)
    {
        foreach (var line in _lines.GetConsumingEnumerable(stopping))
            Task.Run(() => store.Save(line)); // LCG4001 warning
    }
}

/// <summary>Quiet: a limited number of tasks, in a list that is awaited.</summary>
[Unit]
public sealed partial class Crawler(HttpClient http)
{
    [Background]
    private async Task CrawlAsync(CancellationToken stopping)
    {
        var running = new List<Task<string>>();
        while (!stopping.IsCancellationRequested)
        {
            running.Add(http.GetStringAsync("page", stopping));
            if (running.Count == 4)
                running.Remove(await Task.WhenAny(running));
        }

        await Task.WhenAll(running);
    }
}

/// <summary>Reported: an extension that forgets the task.</summary>
[Unit]
public sealed partial class PushNotifier(Store store)
{
    [OnReady]
    private void Notify() => store.SaveAsync("up").Forget(); // LCG4001 error
}

/// <summary>Reported: waits for the start of the work, and the work is lost.</summary>
[Unit]
public sealed partial class ReindexJob(Store store)
{
    [OnStartup]
    private async Task ReindexAsync() => _ = await Task.Factory.StartNew(async () => await store.SaveAsync("index")); // LCG4001 error
}

/// <summary>Reported: a long-running task of an async loop ends at the first await; what is kept is not the loop.</summary>
[Unit]
public sealed partial class Aggregator(Feed feed)
{
    private Task? _loop;

    [OnStartup]
    private void Start() => _loop = Task.Factory.StartNew(async () => await feed.RefreshAsync(), TaskCreationOptions.LongRunning); // LCG4001 error

    [OnShutdown]
    private Task StopAsync() => _loop!;
}

/// <summary>Quiet: a long-running task of a synchronous loop is the loop.</summary>
[Unit]
public sealed partial class Sampler
{
    private volatile bool _stopped;
    private Task? _loop;

    [OnStartup]
    private void Start() => _loop = Task.Factory.StartNew(Sample, TaskCreationOptions.LongRunning);

    [OnShutdown]
    private Task StopAsync()
    {
        _stopped = true;
        return _loop!;
    }

    private void Sample()
    {
        while (!_stopped)
            Thread.Sleep(100);
    }
}

/// <summary>Reported: flushes when it is disposed, and does not wait.</summary>
[Unit]
public sealed partial class EventSink(Store store) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        store.SaveAsync("rest"); // LCG4001 error
        return default;
    }
}

/// <summary>Quiet: flushes when it is disposed, and waits.</summary>
[Unit]
public sealed partial class SpanSink(Store store) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await store.SaveAsync("rest");
}

/// <summary>Quiet: what is given to the unit as a task is supervised.</summary>
[Unit]
public sealed partial class Supervisor(Feed feed)
{
    [OnStartup]
    private void Start(IWorkerContext context) => context.AddTask("refresh", feed.RefreshAsync);
}

/// <summary>Quiet: a task that a cache hands out.</summary>
[Unit]
public sealed partial class AvatarCache(HttpClient http)
{
    private readonly ConcurrentDictionary<string, Task<byte[]>> _avatars = new();

    [OnStartup]
    private void Warm() => _avatars.GetOrAdd("default", LoadAsync);

    public Task<byte[]> GetAsync(string name) => _avatars.GetOrAdd(name, LoadAsync);

    private Task<byte[]> LoadAsync(string name) => http.GetByteArrayAsync(name);
}

/// <summary>Reported: a semaphore that is entered by a task which nothing awaits.</summary>
[Unit]
public sealed partial class Exclusive(Store store)
{
    private readonly SemaphoreSlim _gate = new(1);

    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _gate.WaitAsync(cancellationToken); // LCG4001 error
        await store.SaveAsync("exclusive", cancellationToken);
        _gate.Release();
    }
}

/// <summary>Reported: known blocking calls, as information.</summary>
[Unit]
public sealed partial class Installer
{
    private readonly AutoResetEvent _confirmed = new(false);

    public void Confirm() => _confirmed.Set();

    [OnStartup]
    private void Install()
    {
        using var process = System.Diagnostics.Process.Start("true");
        process.WaitForExit(); // LCG4003 info
        _confirmed.WaitOne(); // LCG4003 info
    }
}

/// <summary>Quiet: a synchronous background hook may block, with the token.</summary>
[Unit]
public sealed partial class KafkaReader(IBroker broker)
{
    [Background]
    private void Read(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            Out.Line(broker.Consume(stopping));
    }
}

/// <summary>Quiet: closes without the token on purpose, because half a close is worse than a late one.</summary>
[Unit]
public sealed partial class BrokerSession(IBroker broker)
{
    [OnStartup]
    private Task OpenAsync(CancellationToken cancellationToken) => broker.OpenAsync(cancellationToken);

    [OnShutdown]
    private async Task CloseAsync() => await broker.CloseAsync();
}

/// <summary>Reported: the start waits for a call that could take the token.</summary>
[Unit]
public sealed partial class BrokerProbe(IBroker broker)
{
    [OnStartup]
    private async Task OpenAsync() => await broker.OpenAsync(); // LCG3004
}
