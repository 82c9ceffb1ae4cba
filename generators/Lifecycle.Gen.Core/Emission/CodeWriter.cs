using System.Text;

namespace Lifecycle.Core.Emission;

/// <summary>Writes lines with indentation; blocks close themselves.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new(1024);
    private int _depth;

    /// <summary>Writes one line.</summary>
    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
    }

    /// <summary>Writes a comment of one line; the ids of units may hold ends of lines.</summary>
    public void Comment(string text) => Line(InOneLine(text));

    /// <summary>
    /// Has all that follows be code without lines, with a comment behind the directive: debuggers step over it and coverage tools do not count it. It costs the
    /// compiler less than an attribute a member (ARCHITECTURE.md has the figures).
    /// </summary>
    public void Hidden(string text) => Line("#line hidden " + InOneLine(text));

    /// <summary>Indents until disposed, and then writes the end.</summary>
    public Block Indent(string? end = null) => new(this, end);

    /// <summary>Writes a head and opens a block that ends with the given text.</summary>
    public Block Open(string head, string begin = "{", string end = "}")
    {
        Line(head);
        Line(begin);
        return new(this, end);
    }

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();

    private static string InOneLine(string text) => "// " + string.Join(" ", text.Split('\r', '\n', '\u0085', '\u2028', '\u2029'));

    /// <summary>An open block.</summary>
    public readonly struct Block : IDisposable
    {
        private readonly CodeWriter _writer;
        private readonly string? _end;

        internal Block(CodeWriter writer, string? end)
        {
            _writer = writer;
            _end = end;
            writer._depth++;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _writer._depth--;
            if (_end is not null)
                _writer.Line(_end);
        }
    }
}
