using Lifecycle;
using Microsoft.AspNetCore.Http;

namespace Shortener;

/// <summary>What the program is about. It has no hooks: it is up when what it needs is up.</summary>
[Unit]
internal sealed partial class Shortening(Settings settings, ILinkStore store, LinkCache? cache, TimeProvider time)
{
    private const int Attempts = 32;

    /// <summary>Makes a link; with a code that already stands for this very address it gives that one, so that asking again does no harm.</summary>
    /// <param name="url">The address that the link shall stand for.</param>
    /// <param name="code">The wanted code; one is made where it is empty.</param>
    /// <param name="requested">The host to which the request came, if it is a request that wants the link.</param>
    /// <param name="cancellationToken">Ends the wait for the store; the link may be made nevertheless.</param>
    /// <exception cref="InvalidLinkException"/>
    /// <exception cref="CodeTakenException"/>
    public async Task<(Link Link, bool IsNew)> ShortenAsync(string? url, string? code, HostString requested, CancellationToken cancellationToken)
    {
        var address = LinkUrl.Normalize(url);
        if (settings.Own.IsShortLink(address, requested))
            throw new InvalidLinkException($"'{address}' is a short link itself.");

        return string.IsNullOrEmpty(code)
            ? (await AddWithNewCodeAsync(address, cancellationToken), true)
            : await AddWithGivenCodeAsync(address, ShortCode.Validate(code), cancellationToken);
    }

    public async ValueTask<string?> FindUrlAsync(string code, CancellationToken cancellationToken) =>
        cache is not null && ShortCode.IsValid(code)
            ? await cache.FindUrlAsync(code, cancellationToken)
            : (await FindAsync(code, cancellationToken))?.Url;

    public ValueTask<Link?> FindAsync(string code, CancellationToken cancellationToken) =>
        ShortCode.IsValid(code) ? store.FindAsync(code, cancellationToken) : default;

    public async Task<bool> RemoveAsync(string code, CancellationToken cancellationToken)
    {
        if (!ShortCode.IsValid(code))
            return false;

        var removed = await store.RemoveAsync(code, cancellationToken);
        cache?.Remove(code);
        return removed;
    }

    private async Task<Link> AddWithNewCodeAsync(string url, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Collisions mean that codes of this length run short: every fourth makes the next ones longer.
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
