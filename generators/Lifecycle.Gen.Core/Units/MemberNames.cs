using System.Text;

namespace Lifecycle.Core.Units;

/// <summary>Names that become parts of identifiers.</summary>
public static class MemberNames
{
    private static readonly char[] s_brackets = ['<', '>', ' '];

    /// <summary>Whether a name can be that of an instance.</summary>
    public static bool IsInstanceName(string name) =>
        name.Length > 0 && char.IsLetter(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary><c>eu-1</c> becomes <c>Eu1</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var begins = true;
        foreach (var letter in name)
        {
            if (char.IsLetterOrDigit(letter))
                text.Append(begins ? char.ToUpperInvariant(letter) : letter);
            begins = !char.IsLetterOrDigit(letter);
        }

        return text.ToString();
    }

    /// <summary><c>eu-1</c> and <c>topic</c> become <c>eu1Topic</c>.</summary>
    public static string Prefixed(string instance, string name)
    {
        var prefix = Pascal(instance);
        return prefix.Length == 0 || name.Length == 0 ? prefix + name : Joined(prefix, name); // Code that does not compile has empty names.
    }

    /// <summary><c>Queue</c> and <c>connection</c> become <c>queueConnection</c>.</summary>
    public static string Joined(string first, string second) =>
        char.ToLowerInvariant(first[0]) + first.Substring(1) + char.ToUpperInvariant(second[0]) + second.Substring(1);

    /// <summary>The name of a unit's property: <c>OrdersConsumer</c> for an instance, <c>RepositoryOfOrder</c> for a closed type.</summary>
    /// <param name="name">The name of the unit, <c>Consumer[orders]</c> or <c>Repository&lt;Order&gt;</c>.</param>
    /// <param name="instance">That of the instance; <see langword="null"/> for a unit that the worker has once.</param>
    public static string Of(string name, string? instance)
    {
        var plain = instance is null ? name : name.Substring(0, name.Length - instance.Length - "[]".Length);
        if (plain.IndexOf('<') >= 0)
            plain = OfClosed(plain);
        return instance is null ? plain : Pascal(instance) + plain;
    }

    private static string OfClosed(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var part in name.Replace("[]", "Array").Split(s_brackets, StringSplitOptions.RemoveEmptyEntries))
        {
            // A comma ends an argument, and a bracket before it leaves it alone.
            var word = Pascal(part);
            if (word.Length > 0)
                text.Append(text.Length == 0 ? "" : text[text.Length - 1] == ',' ? "And" : "Of").Append(word);
            if (part[part.Length - 1] == ',')
                text.Append(',');
        }

        return text.Replace(",", "").ToString();
    }
}
