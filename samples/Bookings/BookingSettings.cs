using System.ComponentModel.DataAnnotations;
using Lifecycle;
using Microsoft.Extensions.Options;

namespace Bookings;

internal sealed class BookingOptions
{
    [Required]
    public string File { get; set; } = "bookings.db";

    /// <summary>The connection string of a PostgreSQL server, instead of the file.</summary>
    public string? Postgres { get; set; }

    [Range(1, 10_000)]
    public int QueueLength { get; set; } = 100;
}

/// <summary>Read and checked before anything starts: <c>Bookings:File</c> of appsettings.json, the environment or the command line.</summary>
[Unit, OptionsValidator]
internal sealed partial class BookingSettings(IConfiguration configuration)
    : Settings<BookingOptions>(configuration, "Bookings"), IValidateOptions<BookingOptions>
{
    protected override BookingOptions? Bind(IConfiguration section) => section.Get<BookingOptions>();
}
