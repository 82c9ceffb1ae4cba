using System.Buffers;
using System.Security.Cryptography;

namespace Shortener;

/// <summary>What a code may look like, and how one is made.</summary>
internal static class ShortCode
{
    private const int MaxLength = 64;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> s_allowed = SearchValues.Create(Alphabet + "-_");

    /// <summary>A random code; not a counter, so that the links cannot be listed by counting.</summary>
    public static string Create(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    public static string Validate(string code)
    {
        if (code.Length is 0 or > MaxLength)
            throw new InvalidLinkException($"A code has 1 to {MaxLength} characters.");
        if (code.AsSpan().ContainsAnyExcept(s_allowed))
            throw new InvalidLinkException($"The code '{code}' has characters other than letters, digits, '-' and '_'.");
        if (IsReserved(code))
            throw new InvalidLinkException($"The code '{code}' is reserved.");

        return code;
    }

    /// <summary>Whether there could be a link with this code.</summary>
    public static bool IsValid(string code) => code.Length is > 0 and <= MaxLength && !code.AsSpan().ContainsAnyExcept(s_allowed) && !IsReserved(code);

    private static bool IsReserved(string code) => code is "links" or "livez" or "readyz";
}
