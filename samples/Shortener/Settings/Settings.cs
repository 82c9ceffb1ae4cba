using System.Globalization;
using System.Net;
using Lifecycle;
using Npgsql;

namespace Shortener;

/// <summary>All that can be set, read and checked before anything starts, and again on every reload.</summary>
[Unit]
internal sealed partial class Settings(CommandLine line)
{
    public ReportForm? Report => line.Report;

    public IPEndPoint Listen { get; private set; } = new(IPAddress.Loopback, 0);

    public Uri? BaseUrl { get; private set; }

    public string LinksFile { get; private set; } = "";

    public string? Database { get; private set; }

    public int CacheSize { get; private set; }

    public int CodeLength { get; private set; }

    public TimeSpan FlushInterval { get; private set; }

    /// <summary>How long the worker serves on when it is told to stop: an option of the worker, so it is read once, before there is one.</summary>
    public static double ReadDrainSeconds(CommandLine line)
    {
        try
        {
            return ReadDrainDelay(SettingsSources.Open(line.Settings)).TotalSeconds;
        }
        catch (ProblemException)
        {
            return 0; // The start of the worker reads the same, and tells everything that is wrong.
        }
    }

    [PreStartup]
    private void Load()
    {
        var sources = SettingsSources.Open(line.Settings);
        Listen = sources.Read("listen", IPEndPoint.Parse("127.0.0.1:5080"), "an address and a port, such as 127.0.0.1:5080", ParseEndPoint);
        BaseUrl = sources.Read<Uri?>("base-url", null, "an http or https address", LinkUrl.TryParse);
        LinksFile = sources.Read("links-file", "links.log", "a file name", ParseFileName);
        Database = sources.Read<string?>("database", null, "a PostgreSQL connection string", ParseConnectionString, secret: true);
        CacheSize = sources.Read("cache-size", 10_000, "a number from 1 to 10000000", (string text, out int value) => ParseNumber(text, 1, 10_000_000, out value));
        CodeLength = sources.Read("code-length", 7, "a number from 1 to 30", (string text, out int value) => ParseNumber(text, 1, 30, out value));
        FlushInterval = sources.Read("flush-seconds", TimeSpan.FromSeconds(1), "a number of seconds from 0.01 to 3600", (string text, out TimeSpan value) => ParseSeconds(text, 0.01, out value));
        _ = ReadDrainDelay(sources);
        sources.ThrowOnProblems();
    }

    private static TimeSpan ReadDrainDelay(SettingsSources sources) =>
        sources.Read("drain-seconds", TimeSpan.Zero, "a number of seconds from 0 to 3600", (string text, out TimeSpan value) => ParseSeconds(text, 0, out value));

    private static bool ParseEndPoint(string text, out IPEndPoint value)
    {
        // IPEndPoint.TryParse takes a bare address as port 0; a forgotten port shall not become a random one.
        var parsed = IPEndPoint.TryParse(text, out var found) && text.EndsWith($":{found.Port}", StringComparison.Ordinal);
        value = found ?? new IPEndPoint(IPAddress.Loopback, 0);
        return parsed;
    }

    private static bool ParseFileName(string text, out string value)
    {
        value = text;
        return text.Length > 0 && !text.EndsWith('/');
    }

    private static bool ParseConnectionString(string text, out string? value)
    {
        value = text;
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool ParseNumber(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static bool ParseSeconds(string text, double least, out TimeSpan value)
    {
        var parsed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= 3600;
        value = parsed ? TimeSpan.FromSeconds(seconds) : default;
        return parsed;
    }
}
