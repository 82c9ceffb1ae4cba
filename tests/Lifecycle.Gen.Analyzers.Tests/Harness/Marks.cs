using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>
/// A source with the places of its expected diagnostics marked: <c>[|…|]</c> for the rule under test,
/// <c>{|LCG4001:…|}</c> for a named one. Marks nest.
/// </summary>
internal sealed partial record MarkedSource(string Path, string Text, IReadOnlyList<Mark> Marks)
{
    /// <summary>The text alone, of whatever may be a marked source.</summary>
    public static string Strip(string marked) => Mark().Replace(marked, "");

    public static MarkedSource Parse(string path, string marked)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string? Id, int Start)>();
        var marks = new List<Mark>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (At("[|"))
            {
                open.Push((null, text.Length));
                i++;
            }
            else if (At("{|") && marked.IndexOf(':', i) is var colon and > 0)
            {
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (At("|]") || At("|}"))
            {
                var (id, start) = open.Pop();
                marks.Add(new Mark(id, path, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }

            bool At(string mark) => string.CompareOrdinal(marked, i, mark, 0, 2) == 0;
        }

        Assert.Empty(open);
        return new MarkedSource(path, text.ToString(), [.. marks.OrderBy(m => m.Span.Start)]);
    }

    [GeneratedRegex(@"\[\||\|\]|\{\|\w+:|\|\}", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}

/// <summary>A place where a diagnostic is expected; no id means the rule under test.</summary>
internal sealed record Mark(string? Id, string Path, TextSpan Span);
