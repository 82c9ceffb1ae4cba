using Lifecycle;

namespace Shortener;

/// <summary>
/// Reads links from a CSV file whose header names the columns 'url' and perhaps 'code'. Every row ends up in the store or is reported
/// with its place; rows that are there already do no harm, so a corrected file can be imported again as a whole.
/// </summary>
[Unit]
internal sealed partial class CsvImport(string csvFile, Shortening shortening)
{
    // So many links are stored at once: enough for the store to write them together.
    private const int MaxPending = 64;

    private readonly List<(CsvField Place, Task<(Link Link, bool IsNew)> Result)> _pending = [];
    private readonly HashSet<string> _pendingCodes = new(StringComparer.Ordinal);
    private int _columns;
    private int _added;
    private int _present;
    private int _rejected;

    [PreStartup]
    private void CheckFile()
    {
        if (!File.Exists(csvFile))
            throw new ProblemException($"There is no file {csvFile}.");
    }

    [Run]
    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(csvFile);
        using var rows = new CsvReader(reader).ReadRows().GetEnumerator();
        var (url, code) = ReadHeader(rows);
        while (!cancellationToken.IsCancellationRequested && rows.MoveNext())
            await TakeAsync(rows.Current, url, code);
        await StorePendingAsync();

        Console.WriteLine($"{csvFile}: {_added} added, {_present} already there, {_rejected} rejected.");
        if (cancellationToken.IsCancellationRequested)
            Console.WriteLine($"Stopped before line {rows.Current.Line + 1}; import the file again to go on.");
        if (_rejected > 0)
            throw new ProblemException($"{_rejected} of {_added + _present + _rejected} rows were rejected; the others are stored.");
    }

    private (int Url, int Code) ReadHeader(IEnumerator<CsvRow> rows)
    {
        if (!rows.MoveNext())
            throw new ProblemException($"{csvFile} is empty.");
        if (rows.Current is { Error: { } error })
            throw new ProblemException($"{csvFile}:{error.Line}:{error.Column}: {error.Message}.");

        var names = rows.Current.Fields.Select(field => field.Text.Trim().ToLowerInvariant()).ToList();
        foreach (var (at, name) in names.Index())
        {
            if (name is "url" or "code" && names.IndexOf(name) != at)
                throw new ProblemException($"{csvFile}:{rows.Current.Fields[at].Line}:{rows.Current.Fields[at].Column}: the column '{name}' is there twice.");
        }

        _columns = names.Count;
        var url = names.IndexOf("url");
        return url >= 0
            ? (url, names.IndexOf("code"))
            : throw new ProblemException($"{csvFile}:{rows.Current.Line}:1: the first line must name the columns, 'url' and perhaps 'code'.");
    }

    private async Task TakeAsync(CsvRow row, int url, int code)
    {
        if (row.Error is { } error)
        {
            Reject(error.Line, error.Column, error.Message);
            return;
        }

        // A comma in an address without quotes makes a row too long, and would cut the address short.
        if (row.Fields.Count != _columns)
        {
            Reject(row.Line, row.Fields[0].Column, $"the row has {row.Fields.Count} fields and the header {_columns}");
            return;
        }

        var wanted = code < 0 ? "" : row.Fields[code].Text;
        // Of two rows with one code the first wins, as if they were taken one by one.
        if (_pending.Count == MaxPending || (wanted.Length > 0 && !_pendingCodes.Add(wanted)))
        {
            await StorePendingAsync();
            _pendingCodes.Add(wanted);
        }

        // A stop waits for the rows already taken, so that each is reported as what it is: they get no token.
        _pending.Add((row.Fields[url], shortening.ShortenAsync(row.Fields[url].Text, wanted, default, CancellationToken.None)));
    }

    private async Task StorePendingAsync()
    {
        foreach (var (place, result) in _pending)
        {
            try
            {
                if ((await result).IsNew)
                    _added++;
                else
                    _present++;
            }
            catch (Exception problem) when (problem is InvalidLinkException or CodeTakenException)
            {
                Reject(place.Line, place.Column, problem.Message);
            }
        }

        _pending.Clear();
        _pendingCodes.Clear();
    }

    private void Reject(int line, int column, string message)
    {
        _rejected++;
        Console.Error.WriteLine($"{csvFile}:{line}:{column}: {message.TrimEnd('.')}.");
    }
}
