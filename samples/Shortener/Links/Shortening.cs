using Lifecycle;

namespace Shortener;

/// <summary>What the program is about. It has no hooks: it is up when what it needs is up.</summary>
[Unit]
internal sealed partial class Shortening(Settings settings, ILinkStore store, LinkCache? cache, TimeProvider time)
{
    private const int Attempts = 32;

    /// <summary>Makes a link; with a code that already stands for this very address it gives that one, so that asking again does no harm.</summary>
    /// <exception cref="InvalidLinkException"/>
    /// <exception cref="CodeTakenException"/>
    public async Task<(Link Link, bool IsNew)> ShortenAsync(string? url, string? code, CancellationToken cancellationToken)
    {
        var address = LinkUrl.Normalize(url);
        return string.IsNullOrEmpty(code)
            ? (await AddWithNewCodeAsync(address, cancellationToken), true)
            : await AddWithGivenCodeAsync(address, ShortCode.Validate(code), cancellationToken);
    }

    public async ValueTask<string?> FindUrlAsync(string code, CancellationToken cancellationToken) =>
        cache is null ? (await store.FindAsync(code, cancellationToken))?.Url : await cache.FindUrlAsync(code, cancellationToken);

    public ValueTask<Link?> FindAsync(string code, CancellationToken cancellationToken) => store.FindAsync(code, cancellationToken);

    public async Task<bool> RemoveAsync(string code, CancellationToken cancellationToken)
    {
        var removed = await store.RemoveAsync(code, cancellationToken);
        cache?.Remove(code);
        return removed;
    }

    private async Task<Link> AddWithNewCodeAsync(string url, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Collisions tell that codes of this length run short: every fourth makes the next ones longer.
            var link = new Link(ShortCode.Create(settings.CodeLength + attempt / 4), url, time.GetUtcNow());
            if (await store.TryAddAsync(link, cancellationToken))
                return link;
        }

        throw new InvalidOperationException($"No free code was found in {Attempts} attempts.");
    }

    private async Task<(Link Link, bool IsNew)> AddWithGivenCodeAsync(string url, string code, CancellationToken cancellationToken)
    {
        var link = new Link(code, url, time.GetUtcNow());
        if (await store.TryAddAsync(link, cancellationToken))
            return (link, true);

        return await store.FindAsync(code, cancellationToken) is { } present && present.Url == url
            ? (present, false)
            : throw new CodeTakenException(code);
    }
}
