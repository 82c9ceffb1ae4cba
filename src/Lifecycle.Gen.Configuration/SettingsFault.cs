using System.Buffers;
using Microsoft.Extensions.Configuration;

namespace Lifecycle;

/// <summary>Says of a fault which key it is about, what value that has and from where.</summary>
internal sealed class SettingsFault(IConfiguration configuration, string path, string typeName)
{
    /// <summary>How a failure that a validator adds by hand begins; those of <c>[OptionsValidator]</c> begin with the member.</summary>
    private const string MemberMark = "Property ";

    /// <summary>What the binder names where it refuses keys that no member has.</summary>
    private const string UnknownMark = "ErrorOnUnknownConfiguration";

    private static readonly string[] s_secretWords =
        ["password", "passwd", "pwd", "secret", "token", "credential", "connection", "apikey", "privatekey", "accesskey"];

    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> s_pathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.[]");

    /// <summary>What a validator says of a value.</summary>
    public string Broken(string failure)
    {
        var begin = failure.StartsWith(MemberMark, StringComparison.Ordinal) ? MemberMark.Length : 0;
        var end = failure.IndexOf(": ", begin, StringComparison.Ordinal);
        if (end < 0 || failure.AsSpan(begin, end - begin).ContainsAnyExcept(s_nameCharacters))
            return failure;

        var rule = failure[(end + 2)..];
        return $"{Describe(Join(path, PathOf(failure[begin..end], rule)))}: {rule}";
    }

    /// <summary>What the binder says of a value that it cannot convert. It names the key; the value, which it may name too, is left out of the rule.</summary>
    public string Unreadable(InvalidOperationException error)
    {
        var found = "";
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is not null && key.Length > found.Length && error.Message.Contains($"'{key}'", StringComparison.OrdinalIgnoreCase))
                found = key;
        }

        if (found.Length == 0)
            return error.Message;

        var rule = error.Message.Contains(UnknownMark, StringComparison.Ordinal) ? $"it is no setting of {typeName}" : TypeOf(error.Message);
        return $"{Describe(found)}: {rule}";
    }

    /// <summary>
    /// The path of a member below the section. A rule about a member of a member names it in full, such as <c>ShopOptions.Limits[0].Rate</c>, unless its text
    /// is the program's.
    /// </summary>
    private string PathOf(string member, string rule)
    {
        var begin = rule.IndexOf($"{typeName}.", StringComparison.Ordinal);
        if (begin < 0)
            return member;

        var rest = rule.AsSpan(begin + typeName.Length + 1);
        var length = rest.IndexOfAnyExcept(s_pathCharacters);
        var whole = (length < 0 ? rest : rest[..length]).TrimEnd('.').ToString();
        return whole.EndsWith($".{member}", StringComparison.Ordinal)
            ? whole.Replace("]", "", StringComparison.Ordinal).Replace('[', ':').Replace('.', ':')
            : member;
    }

    /// <summary>The binder's message ends in the quoted name of the type.</summary>
    private static string TypeOf(string message)
    {
        var end = message.LastIndexOf('\'');
        var begin = end > 0 ? message.LastIndexOf('\'', end - 1) : -1;
        return begin < 0 ? "it cannot be converted" : $"it is no {message[(begin + 1)..end]}";
    }

    /// <summary>Whether a key looks secret, or a value as if it contained something that is, as a connection string does.</summary>
    private static bool LooksSecret(string text)
    {
        foreach (var word in s_secretWords)
        {
            if (Plain(text).Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Without what separates words in a key that is not written as its member (<c>[ConfigurationKeyName("cache-size")]</c>).</summary>
    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}:{member}";

    private string Describe(string member)
    {
        var key = KeyOf(member);
        if (configuration[key] is not { } value)
            return $"{key} (not set)";

        var source = configuration is IConfigurationRoot root ? SourceOf(root, key) : null;
        return $"{key}{(LooksSecret(key) || LooksSecret(value) ? "" : $" = '{value}'")}{(source is null ? "" : $" ({source})")}";
    }

    /// <summary>The key of a member as a source writes it: its path, or that with other separators within its names.</summary>
    private string KeyOf(string member)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is not null && Plain(key).Equals(Plain(member), StringComparison.OrdinalIgnoreCase))
                return key;
        }

        return member;
    }

    /// <summary>The last source that has the key, as it describes itself.</summary>
    private static string? SourceOf(IConfigurationRoot root, string key)
    {
        string? last = null;
        foreach (var provider in root.Providers)
        {
            if (provider.TryGet(key, out _))
                last = provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? SourceOf(inner, key) : provider.ToString();
        }

        return last;
    }
}
