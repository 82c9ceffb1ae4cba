namespace Shortener;

/// <summary>Keeps links. What a task that has completed says was kept survives the death of the process.</summary>
internal interface ILinkStore
{
    /// <summary>Adds a link, or gives <see langword="false"/> if its code is taken.</summary>
    Task<bool> TryAddAsync(Link link, CancellationToken cancellationToken);

    ValueTask<Link?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>Removes a link, or gives <see langword="false"/> if there is none.</summary>
    Task<bool> RemoveAsync(string code, CancellationToken cancellationToken);

    /// <summary>Adds to the clicks of links, all or none of it; links that are gone are passed over.</summary>
    Task AddClicksAsync(IReadOnlyDictionary<string, long> clicks, CancellationToken cancellationToken);
}
