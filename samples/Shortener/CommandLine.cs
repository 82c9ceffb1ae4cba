namespace Shortener;

internal enum Command
{
    Serve,
    Migrate,
    Import,
}

internal enum StoreKind
{
    File,
    Postgres,
}

/// <summary>What <c>--report</c> prints: how the start went, or what the worker is made of.</summary>
internal enum ReportForm
{
    Table,
    Gantt,
    Svg,
    Tree,
    Mermaid,
    Dot,
    Json,
    Graph,
}

internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the program was asked to do. Settings are kept as text here; <see cref="Settings"/> reads and checks them.</summary>
internal sealed record CommandLine(
    Command Command, StoreKind Store, bool UseCache, bool Watches, ReportForm? Report, string CsvFile, IReadOnlyDictionary<string, string> Settings)
{
    public const string Usage = """
        Usage: shortener serve         [--store file|postgres] [--cache on|off] [--watch on|off] [--report[=form]] [settings]
               shortener import <csv>  [--store file|postgres] [settings]
               shortener migrate       [settings]

        --cache off asks the store for every link; on SIGHUP the server reads the settings again, all but --drain-seconds, and with --watch on
        when their file changes, too.
        --report prints how long the units took to start, as table, gantt or svg, or what needs what, as tree, mermaid, dot, json or graph (SVG).

        Each setting is an argument, an environment variable or a member of the JSON file that --settings names, in this order:
          --listen 127.0.0.1:5080         SHORTENER_LISTEN         where to listen; port 0 takes a free one
          --base-url https://sho.rt       SHORTENER_BASE_URL       what short links begin with; default: the request's host, if it is one of --hosts
          --hosts localhost,127.0.0.1     SHORTENER_HOSTS          hosts that a request may name; default: this machine and the address of --listen
          --links-file links.log          SHORTENER_LINKS_FILE     where the file store keeps links
          --database "Host=...;..."       SHORTENER_DATABASE       connection string for the PostgreSQL store
          --cache-size 10000              SHORTENER_CACHE_SIZE     how many links are kept in memory in front of the store
          --code-length 7                 SHORTENER_CODE_LENGTH    how long generated codes are at first
          --flush-seconds 1               SHORTENER_FLUSH_SECONDS  how often counted clicks are stored
          --grace-seconds 5               SHORTENER_GRACE_SECONDS  how long a stop or a reload waits for requests in flight before it cuts them off
          --drain-seconds 0               SHORTENER_DRAIN_SECONDS  how long to serve on as "not ready" before a stop closes the port
        """;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        ReportForm? report = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arguments[i]);
                continue;
            }

            if (arguments[i] is "--report")
            {
                report = ReportForm.Table;
                continue;
            }

            var (name, value) = arguments[i].IndexOf('=') is > 0 and var equals
                ? (arguments[i][2..equals], arguments[i][(equals + 1)..])
                : (arguments[i][2..], ++i < arguments.Count ? arguments[i] : throw new UsageException($"{arguments[i - 1]} has no value."));
            if (!settings.TryAdd(name, value))
                throw new UsageException($"--{name} is given twice.");
        }

        var store = !settings.Remove("store", out var kind) || kind is "file" ? StoreKind.File
            : kind is "postgres" ? StoreKind.Postgres
            : throw new UsageException($"--store is 'file' or 'postgres', not '{kind}'.");

        var useCache = IsOn("cache", settings, otherwise: true);
        var watches = IsOn("watch", settings, otherwise: false);

        if (settings.Remove("report", out var form))
        {
            report = Enum.TryParse<ReportForm>(form, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
                : throw new UsageException($"--report is 'table', 'gantt', 'svg', 'tree', 'mermaid', 'dot', 'json' or 'graph', not '{form}'.");
        }

        return words switch
        {
            ["serve"] => new(Command.Serve, store, useCache, watches, report, "", settings),
            ["migrate"] => new(Command.Migrate, StoreKind.Postgres, useCache, watches, report, "", settings),
            ["import", var csv] => new(Command.Import, store, useCache, watches, report, csv, settings),
            ["import"] => throw new UsageException("import needs the CSV file to read."),
            [] => throw new UsageException("Say what to do."),
            ["serve" or "migrate" or "import", ..] => throw new UsageException($"'{words[^1]}' is one argument too many."),
            [var other, ..] => throw new UsageException($"'{other}' is not a command."),
        };
    }
    private static bool IsOn(string name, Dictionary<string, string> settings, bool otherwise) => !settings.Remove(name, out var text) ? otherwise
        : text is "on" or "off" ? text is "on"
        : throw new UsageException($"--{name} is 'on' or 'off', not '{text}'.");
}
