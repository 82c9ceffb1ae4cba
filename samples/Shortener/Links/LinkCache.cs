using System.Diagnostics.CodeAnalysis;
using Lifecycle;

namespace Shortener;

/// <summary>The addresses last followed, in front of the store. Entries live a minute, because another server on the same database may remove a link.</summary>
[Unit(EnabledBy = nameof(IsWanted))]
internal sealed partial class LinkCache(Settings settings, ILinkStore store, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private long _removals;

    private static bool IsWanted(CommandLine line) => line.UseCache;

    public async ValueTask<string?> FindUrlAsync(string code, CancellationToken cancellationToken)
    {
        if (TryGet(code, out var url))
            return url;

        var removals = Interlocked.Read(ref _removals);
        var link = await store.FindAsync(code, cancellationToken);
        if (link is not null)
            Add(new Entry(code, link.Url, time.GetTimestamp()), removals);
        return link?.Url;
    }

    public void Remove(string code)
    {
        lock (_lock)
        {
            _removals++;
            if (_entries.Remove(code, out var node))
                _byUse.Remove(node);
        }
    }

    // What the store held may have changed while the worker was down.
    [OnShutdown]
    private void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
        }
    }

    private bool TryGet(string code, [NotNullWhen(true)] out string? url)
    {
        lock (_lock)
        {
            url = null;
            if (!_entries.TryGetValue(code, out var node))
                return false;

            _byUse.Remove(node);
            if (time.GetElapsedTime(node.Value.Since) > s_lifetime)
            {
                _entries.Remove(code);
                return false;
            }

            _byUse.AddFirst(node);
            url = node.Value.Url;
            return true;
        }
    }

    private void Add(Entry entry, long removals)
    {
        lock (_lock)
        {
            // A link that was removed while the store was asked must not come back.
            if (removals != _removals || _entries.ContainsKey(entry.Code))
                return;

            if (_entries.Count >= settings.CacheSize && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _entries.Remove(oldest.Value.Code);
            }

            _entries.Add(entry.Code, _byUse.AddFirst(entry));
        }
    }

    private readonly record struct Entry(string Code, string Url, long Since);
}
