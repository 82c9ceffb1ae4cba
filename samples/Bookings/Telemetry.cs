using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Bookings;

internal static class Telemetry
{
    /// <summary>
    /// Whether spans and metrics are sent: where the environment says to which address (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, which the exporter reads
    /// itself, as it does the other variables of OpenTelemetry).
    /// </summary>
    public static bool IsWanted(IConfiguration configuration) => configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };

    public static void AddTelemetry(this IServiceCollection services) => services.AddOpenTelemetry()
        .WithTracing(tracing => tracing.AddSource("Lifecycle.Gen"))
        .WithMetrics(metrics => metrics.AddMeter("Lifecycle.Gen"))
        .UseOtlpExporter();

    /// <summary>OpenTelemetry would begin in a hosted service, and units are up before any of these starts: so it begins here, and sees their start.</summary>
    public static void Begin(IServiceProvider services)
    {
        services.GetRequiredService<TracerProvider>();
        services.GetRequiredService<MeterProvider>();
    }
}
