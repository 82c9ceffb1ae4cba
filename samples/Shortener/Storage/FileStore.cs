using System.Collections.Concurrent;
using System.Threading.Channels;
using Lifecycle;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>
/// Keeps links in memory and every change of them in an append-only file. One loop does all writing: whatever is asked while one
/// fsync runs goes together into the next (group commit), and no answer is given before the fsync.
/// </summary>
[Unit]
internal sealed partial class FileStore(Settings settings, ILogger<FileStore> logger) : ILinkStore
{
    private const int MaxBatch = 4096;

    private readonly ConcurrentDictionary<string, Link> _links = new(StringComparer.Ordinal);
    private Channel<Change> _queue = CreateQueue();
    private LogFile? _file;

    public Task<bool> TryAddAsync(Link link, CancellationToken cancellationToken) => ChangeAsync([LogEntry.Added(link)], cancellationToken);

    public ValueTask<Link?> FindAsync(string code, CancellationToken cancellationToken) => ValueTask.FromResult(_links.GetValueOrDefault(code));

    public Task<bool> RemoveAsync(string code, CancellationToken cancellationToken) => ChangeAsync([LogEntry.Removed(code)], cancellationToken);

    public async Task AddClicksAsync(IReadOnlyDictionary<string, long> clicks, CancellationToken cancellationToken) =>
        await ChangeAsync([.. clicks.Select(pair => LogEntry.Clicked(pair.Key, pair.Value))], cancellationToken);

    // Open for as long as the store is up. Its loop has ended before the second half closes the file.
    [Lifespan]
    private async IAsyncEnumerable<LogFile> HoldOpenAsync()
    {
        _queue = CreateQueue();
        _links.Clear();
        await using var file = LogFile.Open(settings.LinksFile, entry => Apply(entry));
        if (file.TornBytes > 0)
            LogTorn(settings.LinksFile, file.TornBytes);
        LogOpened(settings.LinksFile, _links.Count);
        yield return _file = file;
    }

    // If this fails, the disk is full or broken: no answer is right any more, so the worker stops with exit code 1.
    [Background]
    private async Task WriteAsync(CancellationToken stopping)
    {
        var queue = _queue;
        // What uses the store is down before this loop is stopped; what was asked for until then is still written.
        await using var end = stopping.Register(() => queue.Writer.TryComplete());
        var batch = new List<Change>();
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MaxBatch && queue.Reader.TryRead(out var change))
                batch.Add(change);

            try
            {
                Commit(batch);
            }
            catch (Exception problem)
            {
                queue.Writer.TryComplete();
                batch.AddRange(queue.Reader.ReadAllAsync(CancellationToken.None).ToBlockingEnumerable(CancellationToken.None));
                batch.ForEach(change => change.Done.TrySetException(problem));
                throw;
            }

            batch.Clear();
        }
    }

    // Nothing to write, but in its turn behind all that is: no answer means a disk that hangs.
    [HealthCheck(TimeoutSeconds = 2)]
    private async Task ProbeAsync(CancellationToken cancellationToken) => await ChangeAsync([], cancellationToken);

    private Task<bool> ChangeAsync(LogEntry[] entries, CancellationToken cancellationToken)
    {
        var change = new Change(entries);
        return _queue.Writer.TryWrite(change)
            ? change.Done.Task.WaitAsync(cancellationToken)
            : throw new InvalidOperationException("The store is not open.");
    }

    private void Commit(List<Change> batch)
    {
        var entries = new List<LogEntry>();
        foreach (var change in batch)
        {
            foreach (var entry in change.Entries)
            {
                change.Accepted = Apply(entry);
                if (change.Accepted)
                    entries.Add(entry);
            }
        }

        if (entries.Count > 0)
            _file!.Append(entries);
        foreach (var change in batch)
            change.Done.SetResult(change.Accepted);
    }

    /// <summary>Whether the entry changes anything: an added code may be taken, another may be gone.</summary>
    private bool Apply(LogEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Added:
                return _links.TryAdd(entry.Code, new Link(entry.Code, entry.Url, entry.Created));
            case EntryKind.Removed:
                return _links.TryRemove(entry.Code, out _);
            default:
                if (!_links.TryGetValue(entry.Code, out var link))
                    return false;

                _links[entry.Code] = link with { Clicks = link.Clicks + entry.Clicks };
                return true;
        }
    }

    private static Channel<Change> CreateQueue() => Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });

    [LoggerMessage(1, LogLevel.Information, "{File} holds {Count} links")]
    private partial void LogOpened(string file, int count);

    [LoggerMessage(2, LogLevel.Warning, "{File} ended in a write of {Bytes} bytes that a crash left incomplete; it was cut off")]
    private partial void LogTorn(string file, long bytes);

    private sealed class Change(LogEntry[] entries)
    {
        public LogEntry[] Entries => entries;

        public bool Accepted { get; set; }

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
