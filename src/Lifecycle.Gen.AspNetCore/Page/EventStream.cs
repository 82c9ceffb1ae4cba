using System.Text;
using Lifecycle.Watch;
using Lifecycle.Watch.Snapshots;
using Microsoft.AspNetCore.Http;

namespace Lifecycle.AspNetCore.Page;

/// <summary>
/// The server-sent events of one client: the whole at first, and then at most ten times a second what has changed, however much that is. The worker is asked,
/// and does nothing for it while no client is there.
/// </summary>
internal sealed class EventStream(LifecycleWorker worker, WorkerEventLog? log, bool allowsActions, HttpResponse response)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(15);
    private static readonly byte[] s_alive = ": alive\n\n"u8.ToArray();

    /// <summary>Writes until the client leaves or the host stops.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // Of a proxy that would collect.
        var changes = new SnapshotChanges(worker, log, allowsActions);
        await WriteAsync("snapshot", changes.Whole(), cancellationToken).ConfigureAwait(false);
        var written = time.GetTimestamp();
        using var timer = new PeriodicTimer(s_interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (changes.Next(out var isWhole) is { } change)
            {
                await WriteAsync(isWhole ? "snapshot" : "change", change, cancellationToken).ConfigureAwait(false);
            }
            else if (time.GetElapsedTime(written) >= s_longestSilence)
            {
                await response.Body.WriteAsync(s_alive, cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                continue;
            }

            written = time.GetTimestamp();
        }
    }

    private async Task WriteAsync(string kind, byte[] json, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: {kind}\nretry: 1000\ndata: "), cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync(json, cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
