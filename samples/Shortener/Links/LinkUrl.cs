using System.Diagnostics.CodeAnalysis;

namespace Shortener;

/// <summary>Which addresses a link may stand for.</summary>
internal static class LinkUrl
{
    private const int MaxLength = 2048;

    /// <summary>Gives the address in the form in which it goes into a Location header: escaped, ASCII only.</summary>
    public static string Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidLinkException("The address is missing.");
        if (text.Length > MaxLength)
            throw new InvalidLinkException($"The address is longer than {MaxLength} characters.");
        if (text.Any(char.IsControl))
            throw new InvalidLinkException("The address contains a control character.");
        if (!TryNormalize(text.Trim(), out var address))
            throw new InvalidLinkException($"'{text}' is not an http or https address.");
        if (address.Length > MaxLength)
            throw new InvalidLinkException($"The address is longer than {MaxLength} characters when it is escaped.");

        return address;
    }

    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return false;
        if (HostOf(url) is not { Length: > 0 } host)
            return false;

        var user = url.UserInfo.Length > 0 ? url.UserInfo + "@" : "";
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        address = $"{url.Scheme}://{user}{host}{port}{url.PathAndQuery}{url.Fragment}";
        // Uri keeps a domain name that has no ASCII form, one with a label of more than 63 characters for example.
        return !address.AsSpan().ContainsAnyExceptInRange('!', '~');
    }

    private static string? HostOf(Uri url)
    {
        try
        {
            // IdnHost of an IPv6 address lacks the brackets.
            return url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
