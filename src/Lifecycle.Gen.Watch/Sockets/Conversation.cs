using System.Text;
using Lifecycle.Runtime;
using Lifecycle.Watch.Snapshots;

namespace Lifecycle.Watch.Sockets;

/// <summary>
/// What one client asks, in one line: <c>snapshot</c>, <c>watch</c>, <c>reload</c>, <c>stop</c>, or <c>start</c>, <c>stop</c> with the id of a unit. The
/// answers are lines of JSON, as <c>docs/live-page.md</c> describes; those to an action are <c>{"done":true}</c> or <c>{"error":"…"}</c>.
/// </summary>
internal sealed class Conversation(LifecycleWorker worker, bool allowActions, WorkerEventLog? log, Stream stream)
{
    private const int LongestRequest = 4096;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        var words = request.Split(' ', 2);
        var target = words.Length == 2 ? words[1] : null;
        switch (words[0])
        {
            case "snapshot":
                await WriteAsync(SnapshotWriter.Whole(worker, log, allowActions), cancellationToken).ConfigureAwait(false);
                break;
            case "watch":
                await WatchAsync(cancellationToken).ConfigureAwait(false);
                break;
            case "start" or "stop" or "reload" when !allowActions:
                await RefuseAsync("The program allows no actions: WorkerSocket.Listen(worker, allowActions: true) does.", cancellationToken)
                    .ConfigureAwait(false);
                break;
            case "start" when target is null:
                await RefuseAsync("start needs the id of a unit.", cancellationToken).ConfigureAwait(false);
                break;
            case "start" or "stop" or "reload":
                await ActAsync(words[0], target, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await RefuseAsync($"There is no request '{words[0]}'.", cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var changes = new SnapshotChanges(worker, log, allowActions);
        await WriteAsync(changes.Whole(), cancellationToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(s_interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (changes.Next(out _) is { } change)
                await WriteAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ActAsync(string action, string? target, CancellationToken cancellationToken)
    {
        try
        {
            var done = (action, target) switch
            {
                ("start", { } unit) => WorkerHost.StartUnitAsync(worker, unit, cancellationToken),
                ("stop", { } unit) => WorkerHost.StopUnitAsync(worker, unit, cancellationToken),
                ("stop", null) => RequestStopAsync(),
                _ => worker.ReloadAsync(cancellationToken),
            };
            await done.ConfigureAwait(false);
            await WriteAsync("{\"done\":true}"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
        catch (LifecycleException fault)
        {
            await RefuseAsync(fault.Message, cancellationToken).ConfigureAwait(false);
        }

        // A program ends when its worker has stopped, and would not answer any more.
        Task RequestStopAsync()
        {
            worker.RequestStop();
            return Task.CompletedTask;
        }
    }

    private Task RefuseAsync(string reason, CancellationToken cancellationToken) => WriteAsync(SnapshotWriter.Error(reason), cancellationToken);

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        var count = 0;
        while (count < buffer.Length && buffer.AsSpan(0, count).IndexOf((byte)'\n') < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            count += read;
        }

        return Encoding.UTF8.GetString(buffer, 0, count).TrimEnd('\n', '\r');
    }

    private async Task WriteAsync(byte[] json, CancellationToken cancellationToken)
    {
        await stream.WriteAsync((byte[])[.. json, (byte)'\n'], cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
