using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Shortener;

/// <summary>All that can be set, by the names that arguments, environment and file share.</summary>
internal sealed class ShortenerOptions
{
    public const double MostSeconds = 3600;

    /// <summary>The JSON file with the others.</summary>
    [ConfigurationKeyName("settings")]
    public string? File { get; set; }

    [ConfigurationKeyName("listen"), EndPoint]
    public string Listen { get; set; } = "127.0.0.1:5080";

    [ConfigurationKeyName("base-url"), BaseUrl]
    public string? BaseUrl { get; set; }

    [ConfigurationKeyName("hosts"), Hosts]
    public string? Hosts { get; set; }

    [ConfigurationKeyName("links-file"), FileName]
    public string LinksFile { get; set; } = "links.log";

    [ConfigurationKeyName("database"), PostgresConnection]
    public string? Database { get; set; }

    [ConfigurationKeyName("cache-size"), Range(1, 10_000_000)]
    public int CacheSize { get; set; } = 10_000;

    [ConfigurationKeyName("code-length"), Range(1, 30)]
    public int CodeLength { get; set; } = 7;

    [ConfigurationKeyName("flush-seconds"), Range(0.01, MostSeconds)]
    public double FlushSeconds { get; set; } = 1;

    [ConfigurationKeyName("grace-seconds"), Range(0, MostSeconds)]
    public double GraceSeconds { get; set; } = 5;

    [ConfigurationKeyName("drain-seconds"), Range(0, MostSeconds)]
    public double DrainSeconds { get; set; }
}
