using System.Net.Http;

/// <summary>Quiet: an outbox that goes through what is due and goes on after a failure.</summary>
[Unit]
public sealed partial class OutboxPublisher(Store store, IBroker broker)
{
    [Background]
    private async Task PublishAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var message in await store.DueAsync(stopping))
            {
                try
                {
                    await broker.PublishAsync("outbox", [], stopping);
                }
                catch (Exception error)
                {
                    Out.Line($"{message}: {error.Message}");
                }
            }

            await Task.Delay(1000, stopping);
        }
    }
}

/// <summary>Quiet: reads lines until the file ends.</summary>
[Unit]
public sealed partial class CsvLoader(string path, Store store)
{
    [Run]
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            try
            {
                await store.SaveAsync(line, cancellationToken);
            }
            catch (Exception error)
            {
                Out.Line(error);
            }
        }
    }
}

/// <summary>Quiet: a queue that is worked off.</summary>
[Unit]
public sealed partial class RetryQueue(Store store)
{
    private readonly Queue<string> _items = new();

    [Background]
    private async Task DrainAsync(CancellationToken stopping)
    {
        while (_items.TryDequeue(out var item))
        {
            try
            {
                await store.SaveAsync(item, stopping);
            }
            catch
            {
                _items.Enqueue(item);
            }
        }
    }
}

/// <summary>Quiet: connects with a growing pause, which hears the token outside of the try.</summary>
[Unit]
public sealed partial class Reconnector(IBroker broker)
{
    [Background]
    private async Task KeepConnectedAsync(CancellationToken stopping)
    {
        var pause = 1;
        while (true)
        {
            try
            {
                await broker.OpenAsync(stopping);
                pause = 1;
            }
            catch (Exception error)
            {
                Out.Line(error);
                pause = Math.Min(pause * 2, 60);
            }

            await Task.Delay(TimeSpan.FromSeconds(pause), stopping);
        }
    }
}

/// <summary>Quiet: the connection says when it is over.</summary>
[Unit]
public sealed partial class StreamReaderService(IBroker broker)
{
    [Background]
    private async Task ReadAsync(CancellationToken stopping)
    {
        do
        {
            try
            {
                Out.Line(await broker.ReceiveAsync(stopping));
            }
            catch (Exception error)
            {
                Out.Line(error);
            }
        }
        while (broker.IsOpen);
    }
}

/// <summary>Quiet: gives up after some failures in a row.</summary>
[Unit]
public sealed partial class SyncJob(Feed feed)
{
    private int _failures;

    [Background]
    private async Task SyncAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await feed.RefreshAsync(stopping);
                _failures = 0;
            }
            catch (Exception error)
            {
                Out.Line(error);
                if (++_failures >= 10)
                    return;
            }
        }
    }
}

/// <summary>Quiet: a helper decides whether to go on, and throws where it must not.</summary>
[Unit]
public sealed partial class LedgerSync(Feed feed)
{
    [Background]
    private async Task SyncAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await feed.RefreshAsync(stopping);
            }
            catch (Exception error)
            {
                ThrowIfFatal(error);
            }
        }
    }

    private static void ThrowIfFatal(Exception error)
    {
        if (error is OperationCanceledException or OutOfMemoryException)
            throw new InvalidOperationException("fatal", error);
    }
}

/// <summary>Quiet: a helper with a try of its own, which lets everything through after a note.</summary>
[Unit]
public sealed partial class BridgeSync(Feed feed)
{
    [Background]
    private async Task SyncAsync(CancellationToken stopping)
    {
        while (true)
            await OnceAsync(stopping);
    }

    private async Task OnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await feed.RefreshAsync(cancellationToken);
        }
        catch (Exception error)
        {
            Out.Line(error);
            throw;
        }
    }
}

/// <summary>Reported: everything is caught, and nothing else hears the token.</summary>
[Unit]
public sealed partial class PositionTracker(Feed feed)
{
    [Background]
    private async Task TrackAsync(CancellationToken stopping)
    {
        for (;;)
        {
            try
            {
                await feed.RefreshAsync(stopping);
                await Task.Delay(500, stopping);
            }
            catch (Exception error) // LCG4006
            {
                Out.Line(error);
            }
        }
    }
}

/// <summary>Reported: the inner loop ends, the outer one does not.</summary>
[Unit]
public sealed partial class BatchTracker(Store store)
{
    private readonly string[] _names = ["a", "b"];

    [Background]
    private async Task TrackAsync(CancellationToken stopping)
    {
        while (true)
        {
            foreach (var name in _names)
            {
                try
                {
                    await store.SaveAsync(name, stopping);
                }
                catch (Exception error) // LCG4006
                {
                    Out.Line(error);
                }
            }
        }
    }
}
