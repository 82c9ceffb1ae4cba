using System.Collections.Concurrent;
using System.Net.Http;
using System.Threading.Channels;

/// <summary>Quiet: a consumer that catches each failure of a delivery, in a loop over what is there.</summary>
[Unit]
public sealed partial class InvoiceImporter(Store store)
{
    [Background]
    private async Task ImportAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var item in await store.DueAsync(stopping))
            {
                try
                {
                    await store.SaveAsync(item, stopping);
                }
                catch (Exception error)
                {
                    Out.Line(error);
                }
            }
        }
    }
}

/// <summary>Quiet: tries five times, then gives up.</summary>
[Unit]
public sealed partial class WebhookSender(HttpClient http)
{
    [Background]
    private async Task SendAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await http.GetAsync("hooks", stopping);
                failures = 0;
            }
            catch (Exception error)
            {
                Out.Line(error);
                if (++failures == 5)
                    throw;
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }
}

/// <summary>Quiet: the handler of failures decides, and throws when the token is cancelled.</summary>
[Unit]
public sealed partial class ShipmentTracker(IBroker broker)
{
    [Background]
    private async Task TrackAsync(CancellationToken stopping)
    {
        for (;;)
        {
            try
            {
                Out.Line(await broker.ReceiveAsync(stopping));
            }
            catch (Exception error)
            {
                OnError(error);
            }
        }
    }

    private static void OnError(Exception error)
    {
        if (error is OperationCanceledException)
            throw error;

        Out.Line(error);
    }
}

/// <summary>Reported: the loop takes its own cancellation for a failure, waits without the token and begins anew.</summary>
[Unit]
public sealed partial class TelemetryUplink(IBroker broker, Feed feed)
{
    [Background]
    private async Task UplinkAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await feed.RefreshAsync(stopping);
                await broker.PublishAsync("telemetry", [], stopping);
            }
            catch (Exception error) // LCG4006
            {
                Out.Line(error);
                await Task.Delay(TimeSpan.FromSeconds(5));
            }
        }
    }
}

/// <summary>Reported: each delivery is handled by a task that nothing owns; in a loop over deliveries that is a warning.</summary>
[Unit]
public sealed partial class OrderDispatcher(IBroker broker, Store store)
{
    [Background]
    private async Task DispatchAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var delivery = await broker.ReceiveAsync(stopping);
            _ = HandleAsync(delivery, stopping); // LCG4001 warning
        }
    }

    private Task HandleAsync(Delivery delivery, CancellationToken cancellationToken) => store.SaveAsync(delivery, cancellationToken);
}

/// <summary>Quiet: the tasks of the deliveries are kept and awaited in the drain.</summary>
[Unit]
public sealed partial class ParcelDispatcher(IBroker broker, Store store)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    [Background]
    private async Task DispatchAsync(CancellationToken stopping)
    {
        while (true)
        {
            var delivery = await broker.ReceiveAsync(stopping);
            var handling = store.SaveAsync(delivery, CancellationToken.None);
            _running.TryAdd(handling, 0);
            _ = handling.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
        }
    }

    [OnShutdown]
    private Task FinishAsync(CancellationToken cancellationToken) => Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);
}

/// <summary>Reported: the queue is completed only in the shutdown, which waits for this very loop.</summary>
[Unit]
public sealed partial class AuditWriter(Store store)
{
    private readonly Channel<string> _lines = Out.Queue<string>();

    public void Write(string line) => _lines.Writer.TryWrite(line);

    [Background]
    private async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync()) // LCG4011
            store.Save(line);
    }

    [OnShutdown]
    private void Close() => _lines.Writer.Complete();
}

/// <summary>Quiet: the same queue, completed in the drain.</summary>
[Unit]
public sealed partial class AccessLogWriter(Store store)
{
    private readonly Channel<string> _lines = Out.Queue<string>();

    public void Write(string line) => _lines.Writer.TryWrite(line);

    [Background]
    private async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
            store.Save(line);
    }

    [OnDrain]
    private void Complete() => _lines.Writer.Complete();
}

/// <summary>Reported: a blocking queue that only the shutdown completes.</summary>
[Unit]
public sealed partial class ReceiptPrinter
{
    private readonly BlockingCollection<string> _receipts = new();

    public void Print(string receipt) => _receipts.Add(receipt);

    [Background]
    private void PrintAll()
    {
        foreach (var receipt in _receipts.GetConsumingEnumerable()) // LCG4011
            Out.Line(receipt);
    }

    [OnShutdown]
    private void Close() => _receipts.CompleteAdding();
}

/// <summary>Quiet: the blocking consumer is given the token of the hook, which has a thread of its own.</summary>
[Unit]
public sealed partial class LabelPrinter
{
    private readonly BlockingCollection<string> _labels = new();

    public void Print(string label) => _labels.Add(label);

    [Background]
    private void PrintAll(CancellationToken stopping)
    {
        foreach (var label in _labels.GetConsumingEnumerable(stopping))
            Out.Line(label);
    }
}

/// <summary>Reported: takes from a queue without the token, for ever.</summary>
[Unit]
public sealed partial class ScanSorter
{
    private readonly BlockingCollection<string> _scans = new();

    public void Add(string scan) => _scans.Add(scan);

    [Background]
    private void Sort()
    {
        while (true) // LCG4005
            Out.Line(_scans.Take());
    }
}

/// <summary>Quiet: an own source, linked to the token of the hook, that the drain cancels.</summary>
[Unit]
public sealed partial class PriceListener(IBroker broker)
{
    private CancellationTokenSource? _listening;

    [Background]
    private async Task ListenAsync(CancellationToken stopping)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _listening = listening;
        while (!listening.IsCancellationRequested)
            Out.Line(await broker.ReceiveAsync(listening.Token));
    }

    [OnDrain]
    private void Quiesce() => _listening?.Cancel();
}

/// <summary>Reported: an own source that has nothing to do with the worker's, cancelled in the shutdown.</summary>
[Unit]
public sealed partial class QuoteListener(IBroker broker)
{
    private readonly CancellationTokenSource _stop = new();

    [Background]
    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested) // LCG4011
            Out.Line(await broker.ReceiveAsync(_stop.Token));
    }

    [OnShutdown]
    private void Stop() => _stop.Cancel();
}

/// <summary>Quiet: a subscription that is kept and disposed in the shutdown.</summary>
[Unit]
public sealed partial class AlertSubscriber(IBroker broker)
{
    private IDisposable? _subscription;

    [OnStartup]
    private void Subscribe() => _subscription = broker.Subscribe("alerts", static delivery => Out.Line(delivery));

    [OnShutdown]
    private void Unsubscribe() => _subscription?.Dispose();
}

/// <summary>Reported: a subscription at a broker that lives longer, whose handle is dropped.</summary>
[Unit]
public sealed partial class NoticeSubscriber(IBroker broker)
{
    [OnStartup]
    private void Subscribe()
    {
        broker.Subscribe("notices", static delivery => Out.Line(delivery)); // LCG4007
    }
}
