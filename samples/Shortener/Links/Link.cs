namespace Shortener;

/// <summary>A short code, the address that it stands for, and how often it was followed as far as the store knows.</summary>
internal sealed record Link(string Code, string Url, DateTimeOffset Created, long Clicks = 0);

/// <summary>The link cannot be made as asked; the message says why, and goes into the answer.</summary>
internal sealed class InvalidLinkException(string message) : Exception(message);

/// <summary>The request came to a host that no setting names.</summary>
internal sealed class UnknownHostException(string host)
    : Exception($"This server does not know that it is '{host}': short links are made with --base-url, or for the names in --hosts.");

/// <summary>The wanted code stands for another address.</summary>
internal sealed class CodeTakenException(string code) : Exception($"The code '{code}' is taken.");
