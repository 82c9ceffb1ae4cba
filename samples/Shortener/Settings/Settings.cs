using System.Globalization;
using System.Net;
using Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Shortener;

/// <summary>The settings as the units use them: read and checked before anything starts, and again on every reload.</summary>
[Unit, OptionsValidator]
internal sealed partial class Settings(CommandLine line, IConfiguration configuration)
    : Settings<ShortenerOptions>(configuration), IValidateOptions<ShortenerOptions>
{
    public ReportForm? Report => line.Report;

    public IPEndPoint Listen { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Under which addresses the server is reached.</summary>
    public OwnAddress Own { get; private set; } = new(null, [], new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>How long a stop or a reload waits for requests in flight.</summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(Current.GraceSeconds);

    public string LinksFile => Current.LinksFile;

    public string? Database => Current.Database;

    public int CacheSize => Current.CacheSize;

    public int CodeLength => Current.CodeLength;

    public TimeSpan FlushInterval => TimeSpan.FromSeconds(Current.FlushSeconds);

    protected override bool ReloadsOnChange => line.Watches;

    /// <summary>
    /// How long the worker serves on after a stop signal: an option of the worker, so it is read once, before there is one. Where it is wrong, the start of the
    /// worker says so.
    /// </summary>
    public static double ReadDrainSeconds(IConfiguration configuration) =>
        double.TryParse(configuration["drain-seconds"], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= ShortenerOptions.MostSeconds ? seconds : 0;

    protected override ShortenerOptions Bind(IConfiguration section) =>
        section.Get<ShortenerOptions>(options => options.ErrorOnUnknownConfiguration = true) ?? new ShortenerOptions();

    // After the base class has read and checked them.
    [PreStartup]
    private void Derive()
    {
        Listen = IPEndPoint.Parse(Current.Listen);
        var baseUrl = Current.BaseUrl is { } text && LinkUrl.TryNormalize(text, out var normalized) ? normalized : null;
        Own = new OwnAddress(baseUrl, Current.Hosts is { } hosts ? HostsAttribute.Split(hosts) : OwnAddress.DefaultHosts(Listen), Listen);
    }
}
