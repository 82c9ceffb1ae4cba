using System.Text;

namespace Lifecycle.Core.Units;

/// <summary>A type by name.</summary>
/// <param name="Name">As emitted code writes it: <c>global::App.Box&lt;string?&gt;</c>, without a question mark of its own for a reference type.</param>
/// <param name="Key">What two mentions of the same type have in common: the name without nullable annotations.</param>
public sealed record TypeRef(string Name, string Key)
{
    /// <summary>A type whose name has no annotations in it.</summary>
    public TypeRef(string name)
        : this(name, name)
    {
    }

    /// <summary>As messages write it: <c>Box&lt;string&gt;</c>.</summary>
    public string Brief => Shorten(Key);

    /// <summary>A type's text as plans show it: with namespaces, and without what only emitted code needs.</summary>
    public static string WithoutGlobal(string text) => text.Replace("global::", "");

    /// <summary>Takes the qualifiers off every name in a type's text.</summary>
    public static string Shorten(string key)
    {
        var text = new StringBuilder(key.Length);
        var start = 0;
        for (var i = 0; i <= key.Length; i++)
        {
            if (i < key.Length && (char.IsLetterOrDigit(key[i]) || key[i] is '_' or '@'))
                continue;

            if (i < key.Length && key[i] is '.' or ':')
            {
                start = i + 1;
                continue;
            }

            text.Append(key, start, i - start);
            if (i < key.Length)
                text.Append(key[i]);
            start = i + 1;
        }

        return text.ToString();
    }
}
