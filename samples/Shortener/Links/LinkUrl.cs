namespace Shortener;

/// <summary>Which addresses a link may stand for.</summary>
internal static class LinkUrl
{
    private const int MaxLength = 2048;

    public static bool TryParse(string text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    /// <summary>Gives the address in the form in which it goes into a Location header: escaped, ASCII only.</summary>
    public static string Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidLinkException("The address is missing.");
        if (text.Length > MaxLength)
            throw new InvalidLinkException($"The address is longer than {MaxLength} characters.");
        if (text.Any(char.IsControl))
            throw new InvalidLinkException("The address contains a control character.");
        if (!TryParse(text.Trim(), out var url))
            throw new InvalidLinkException($"'{text}' is not an http or https address.");

        return $"{url!.Scheme}://{(url.UserInfo.Length > 0 ? url.UserInfo + "@" : "")}{url.IdnHost}{(url.IsDefaultPort ? "" : $":{url.Port}")}{url.PathAndQuery}{url.Fragment}";
    }
}
