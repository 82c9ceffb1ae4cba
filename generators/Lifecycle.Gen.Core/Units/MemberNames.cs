using System.Text;

namespace Lifecycle.Core.Units;

/// <summary>Names that become parts of identifiers.</summary>
public static class MemberNames
{
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
        return char.ToLowerInvariant(prefix[0]) + prefix.Substring(1) + char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    /// <summary>The name of the property of an instance: <c>OrdersConsumer</c>.</summary>
    /// <param name="name">The name of the unit, <c>Consumer[orders]</c>.</param>
    /// <param name="instance">That of the instance.</param>
    public static string OfInstance(string name, string instance) => Pascal(instance) + name.Substring(0, name.Length - instance.Length - "[]".Length);
}
