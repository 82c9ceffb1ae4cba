using System.Globalization;
using System.Text;

namespace Lifecycle.Core.Units;

/// <summary>
/// Names of types with the parameters of a generic class in them: <c>!0</c> stands for the first one, and can be nothing else in a type's name.
/// </summary>
public static class GenericText
{
    private const char Mark = '!';

    /// <summary>How a parameter is written.</summary>
    public static string Parameter(int ordinal) => Mark + ordinal.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a name has parameters in it.</summary>
    public static bool IsOpen(string text) => text.IndexOf(Mark) >= 0;

    /// <summary>The name with arguments in the place of the parameters.</summary>
    public static string Close(string text, IReadOnlyList<string> arguments)
    {
        if (!IsOpen(text))
            return text;

        var closed = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == Mark)
                closed.Append(arguments[NumberAt(text, ref at)]);
            else
                closed.Append(text[at]);
        }

        return closed.ToString();
    }

    /// <summary>The arguments with which an open name is a given one; <see langword="null"/> if there are none.</summary>
    /// <param name="open">The open name.</param>
    /// <param name="closed">The given one.</param>
    /// <param name="count">How many parameters there are; all of them must be found.</param>
    public static IReadOnlyList<string>? Match(string open, string closed, int count)
    {
        var arguments = new string?[count];
        var to = 0;
        for (var at = 0; at < open.Length; at++)
        {
            if (open[at] != Mark)
            {
                if (to >= closed.Length || closed[to++] != open[at])
                    return null;

                continue;
            }

            var number = NumberAt(open, ref at);
            var argument = ArgumentAt(closed, ref to);
            if (argument.Length == 0 || number >= count || (arguments[number] is { } before && before != argument))
                return null;

            arguments[number] = argument;
        }

        return to == closed.Length && Array.TrueForAll(arguments, argument => argument is not null) ? [.. arguments.OfType<string>()] : null;
    }

    /// <summary>Leaves the position at the last digit.</summary>
    private static int NumberAt(string text, ref int at)
    {
        var number = 0;
        while (at + 1 < text.Length && char.IsDigit(text[at + 1]))
            number = (number * 10) + (text[++at] - '0');
        return number;
    }

    /// <summary>One argument: up to the comma or bracket that ends it.</summary>
    private static string ArgumentAt(string text, ref int at)
    {
        var start = at;
        for (var depth = 0; at < text.Length; at++)
        {
            if (text[at] is '<' or '(' or '[')
                depth++;
            else if (depth == 0 && (text[at] is '>' or ',' or ')'))
                break;
            else if (text[at] is '>' or ')' or ']')
                depth--;
        }

        return text.Substring(start, at - start);
    }
}
