using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Shortener;

/// <summary>
/// Under which addresses this server is reached: what short links begin with, and where no link may lead. The Host header alone decides
/// nothing, as it is the client's choice.
/// </summary>
/// <param name="baseUrl">What short links begin with, normalized; <see langword="null"/> takes it from the request.</param>
/// <param name="hosts">The hosts that a request may name; one without a port stands for all ports.</param>
/// <param name="listen">Where the server listens.</param>
internal sealed class OwnAddress(string? baseUrl, IReadOnlyList<HostString> hosts, IPEndPoint listen)
{
    private readonly Uri? _baseUrl = baseUrl is null ? null : new Uri(baseUrl);
    private readonly string _basePath = baseUrl is null ? "" : Uri.UnescapeDataString(new Uri(baseUrl).AbsolutePath).TrimEnd('/');

    /// <summary>The hosts of a server whose settings name none: the machine itself, and the address where it listens.</summary>
    public static IReadOnlyList<HostString> DefaultHosts(IPEndPoint listen)
    {
        var address = listen.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{listen.Address}]" : $"{listen.Address}";
        string[] local = ["localhost", "127.0.0.1", "[::1]", address];
        return [.. local.Distinct(StringComparer.Ordinal).Select(host => new HostString(host))];
    }

    /// <summary>What short links begin with, without a slash at the end.</summary>
    /// <exception cref="UnknownHostException">Nothing says that the host of the request is one of this server.</exception>
    public string RootFor(string scheme, HostString requested)
    {
        if (baseUrl is not null)
            return baseUrl.TrimEnd('/');
        if (!hosts.Any(host => Stands(host, requested)))
            throw new UnknownHostException(requested.Value ?? "");

        return $"{scheme}://{requested.ToUriComponent()}";
    }

    /// <summary>Whether the address is that of a short link, so that a link to it could lead round in a circle.</summary>
    /// <param name="address">The normalized address that a link shall stand for.</param>
    /// <param name="requested">The host to which the request came that wants the link, if there was a request.</param>
    public bool IsShortLink(string address, HostString requested)
    {
        var url = new Uri(address);
        var path = Uri.UnescapeDataString(url.AbsolutePath);
        return (IsReached(url, requested) && IsCode(path)) || (IsBelowBase(url, path) && IsCode(path[_basePath.Length..]));
    }

    private bool IsReached(Uri url, HostString requested) =>
        (SameHost(url, requested.Host) && (requested.Port is { } asked ? url.Port == asked : url.IsDefaultPort))
        || hosts.Any(host => SameHost(url, host.Host) && (host.Port is { } port ? url.Port == port : IsOwnPort(url)));

    // A proxy in front of the server has its name at a default port; what this machine has there is another matter.
    private bool IsOwnPort(Uri url) => url.Port == listen.Port || (url.IsDefaultPort && !url.IsLoopback);

    private bool IsBelowBase(Uri url, string path) =>
        _baseUrl is not null
        && SameHost(url, _baseUrl.Host)
        && (url.Port == _baseUrl.Port || (url.IsDefaultPort && _baseUrl.IsDefaultPort)) // One server answers for http and https alike.
        && path.StartsWith(_basePath + "/", StringComparison.Ordinal);

    private static bool IsCode(string path) => ShortCode.IsValid(path.Trim('/'));

    private static bool Stands(HostString host, HostString requested) =>
        requested.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port is null || host.Port == requested.Port);

    // A name may end with the dot of the root.
    private static bool SameHost(Uri url, string host) => url.Host.TrimEnd('.').Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
