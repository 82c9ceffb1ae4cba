using System.Globalization;
using System.Net;
using Lifecycle;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Shortener;

/// <summary>All that can be set, read and checked before anything starts, and again on every reload.</summary>
[Unit]
internal sealed partial class Settings(CommandLine line)
{
    private const double MaxSeconds = 3600;

    public ReportForm? Report => line.Report;

    public IPEndPoint Listen { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Under which addresses the server is reached.</summary>
    public OwnAddress Own { get; private set; } = new(null, [], new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>How long a stop or a reload waits for requests in flight.</summary>
    public TimeSpan Grace { get; private set; }

    public string LinksFile { get; private set; } = "";

    public string? Database { get; private set; }

    public int CacheSize { get; private set; }

    public int CodeLength { get; private set; }

    public TimeSpan FlushInterval { get; private set; }

    /// <summary>How long the worker serves on after a stop signal: an option of the worker, so it is read once, before there is one.</summary>
    public static double ReadDrainSeconds(CommandLine line)
    {
        try
        {
            return ReadDrainDelay(SettingsSources.Open(line.Settings)).TotalSeconds;
        }
        catch (ProblemException)
        {
            return 0; // The start of the worker reads the same, and reports everything that is wrong.
        }
    }

    [PreStartup]
    private void Load()
    {
        var sources = SettingsSources.Open(line.Settings);
        Listen = sources.Read("listen", IPEndPoint.Parse("127.0.0.1:5080"), "an address and a port, such as 127.0.0.1:5080", ParseEndPoint);
        Own = ReadOwnAddress(sources, Listen);
        Grace = ReadSeconds(sources, "grace-seconds", 5, 0);
        LinksFile = sources.Read("links-file", "links.log", "a file name", ParseFileName);
        Database = sources.Read<string?>("database", null, "a PostgreSQL connection string", ParseConnectionString, secret: true);
        CacheSize = ReadNumber(sources, "cache-size", 10_000, 10_000_000);
        CodeLength = ReadNumber(sources, "code-length", 7, 30);
        FlushInterval = ReadSeconds(sources, "flush-seconds", 1, 0.01);
        _ = ReadDrainDelay(sources);
        sources.ThrowOnProblems();
    }

    private static TimeSpan ReadDrainDelay(SettingsSources sources) => ReadSeconds(sources, "drain-seconds", 0, 0);

    private static OwnAddress ReadOwnAddress(SettingsSources sources, IPEndPoint listen)
    {
        var baseUrl = sources.Read<string?>("base-url", null, "an http or https address without user, query and fragment", ParseBaseUrl);
        var hosts = sources.Read("hosts", OwnAddress.DefaultHosts(listen), "names or addresses with commas between them, such as sho.rt,localhost", ParseHosts);
        return new OwnAddress(baseUrl, hosts, listen);
    }

    private static int ReadNumber(SettingsSources sources, string name, int missing, int most) =>
        sources.Read(name, missing, $"a number from 1 to {most}", (string text, out int value) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1 && value <= most);

    private static TimeSpan ReadSeconds(SettingsSources sources, string name, double missing, double least)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number of seconds from {least} to {MaxSeconds}");
        return sources.Read(name, TimeSpan.FromSeconds(missing), expected, (string text, out TimeSpan value) =>
        {
            var parsed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
            parsed = parsed && seconds >= least && seconds <= MaxSeconds;
            value = parsed ? TimeSpan.FromSeconds(seconds) : default;
            return parsed;
        });
    }

    private static bool ParseEndPoint(string text, out IPEndPoint value)
    {
        // IPEndPoint.TryParse takes a bare address as port 0; a forgotten port shall not become a random one.
        var parsed = IPEndPoint.TryParse(text, out var found) && text.EndsWith($":{found.Port}", StringComparison.Ordinal);
        value = found ?? new IPEndPoint(IPAddress.Loopback, 0);
        return parsed;
    }

    private static bool ParseBaseUrl(string text, out string? value) =>
        LinkUrl.TryNormalize(text, out value) && new Uri(value) is { UserInfo: "", Query: "", Fragment: "" };

    private static bool ParseHosts(string text, out IReadOnlyList<HostString> value)
    {
        value = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(host => new HostString(host))];
        return value.All(static host =>
            Uri.CheckHostName(host.Host) != UriHostNameType.Unknown && host.Value == host.Host + (host.Port is { } port ? $":{port}" : ""));
    }

    private static bool ParseFileName(string text, out string value)
    {
        value = text;
        return text.Length > 0 && !text.EndsWith('/') && !text.Contains('\0');
    }

    private static bool ParseConnectionString(string text, out string? value)
    {
        value = text;
        try
        {
            // The builder checks each value, and the source whether they go together; it opens no connection.
            using var source = PostgresDatabase.Build(text);
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }
}
