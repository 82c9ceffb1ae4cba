using System.Text;

namespace Shortener;

/// <summary>One field and where it begins; lines and columns count from 1.</summary>
internal readonly record struct CsvField(string Text, int Line, int Column);

/// <summary>A place in the file that is not CSV.</summary>
internal sealed record CsvError(int Line, int Column, string Message);

/// <summary>One record of the file: its fields, or what is wrong with it.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<CsvField> Fields, CsvError? Error);

/// <summary>
/// Reads CSV as RFC 4180 has it: quoted fields may hold commas, line breaks and doubled quotes. After a broken record it goes on with the next
/// line.
/// </summary>
internal sealed class CsvReader(TextReader reader)
{
    private const int End = -1;

    // No address is nearly as long; a quote that is never closed would otherwise take the whole file into memory.
    private const int MaxFieldLength = 1 << 16;

    private readonly StringBuilder _text = new();
    private int _line = 1;
    private int _column = 1;

    public IEnumerable<CsvRow> ReadRows()
    {
        while (reader.Peek() != End)
        {
            var row = ReadRow();
            if (row.Error is not null || row.Fields is not [{ Text: "" }])
                yield return row;
        }
    }

    private CsvRow ReadRow()
    {
        var line = _line;
        var fields = new List<CsvField>();
        while (true)
        {
            var (field, error) = ReadField();
            if (error is not null)
            {
                SkipLine();
                return new CsvRow(line, [], error);
            }

            fields.Add(field);
            if (reader.Peek() != ',')
                break;

            Next();
        }

        SkipLine();
        return new CsvRow(line, fields, null);
    }

    private (CsvField Field, CsvError? Error) ReadField()
    {
        _text.Clear();
        var (line, column) = (_line, _column);
        var tooLong = Problem($"the field is longer than {MaxFieldLength} characters");
        var error = reader.Peek() == '"' ? ReadQuoted(tooLong) : ReadPlain(tooLong);
        return (new CsvField(_text.ToString(), line, column), error);
    }

    private CsvError? ReadPlain(CsvError tooLong)
    {
        while (reader.Peek() is var next && next is not (',' or '\r' or '\n' or End))
        {
            if (next == '"')
                return Problem("a quote inside a field that does not begin with one");
            if (next == '\uFFFD')
                return Problem("not valid UTF-8");
            if (_text.Length == MaxFieldLength)
                return tooLong;

            _text.Append(Next());
        }

        return null;
    }

    private CsvError? ReadQuoted(CsvError tooLong)
    {
        var opening = Problem("this quote is never closed");
        Next();
        while (true)
        {
            switch (reader.Peek())
            {
                case End:
                    return opening;
                case '\uFFFD':
                    return Problem("not valid UTF-8");
                case '"':
                    Next();
                    if (reader.Peek() != '"')
                        return reader.Peek() is ',' or '\r' or '\n' or End ? null : Problem("text after the closing quote");

                    break;
            }

            if (_text.Length == MaxFieldLength)
                return tooLong;

            _text.Append(Next());
        }
    }

    private CsvError Problem(string message) => new(_line, _column, message);

    private void SkipLine()
    {
        var line = _line;
        while (_line == line && reader.Peek() != End)
            Next();
    }

    private char Next()
    {
        var character = (char)reader.Read();
        // "\r\n" ends a line once, as "\r" and "\n" alone do.
        if (character == '\n' || (character == '\r' && reader.Peek() != '\n'))
        {
            _line++;
            _column = 1;
        }
        else
        {
            _column++;
        }

        return character;
    }
}
