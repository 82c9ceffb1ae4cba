using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>The messages of units that wait. Event ids are part of the public contract: never change one.</summary>
internal sealed partial class ReadinessLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(220, LogLevel.Information, "{Unit} waits for {Subject}, up to {Seconds:0.###} s: {Reason}")]
    public partial void Waits(string unit, string subject, double seconds, string reason);

    [LoggerMessage(221, LogLevel.Information, "{Unit}: {Subject} is ready after {Seconds:0.###} s")]
    public partial void IsReady(string unit, string subject, double seconds);
}
