using Lifecycle;
using Microsoft.Extensions.Logging;

namespace Company.Namespace1;

/// <summary>Says from time to time that the program is alive.</summary>
/// <remarks>
/// A library offers its public units whose constructors are public and take public types. A program that references the library has this one
/// in its worker when one of its own units takes it in the constructor, with [Mixin&lt;Heartbeat&gt;], or with [Worker(IncludeReferenced = true)].
/// </remarks>
/// <param name="logger">Comes from the worker, as does <paramref name="time"/>.</param>
/// <param name="time">The clock; a test hands the worker another.</param>
/// <param name="heartbeatSeconds">What no unit provides is an input: a parameter of the worker's constructor and of RunAsync, here an optional one.</param>
[Unit]
public sealed partial class Heartbeat(ILogger<Heartbeat> logger, TimeProvider time, int heartbeatSeconds = 60)
{
    /// <summary>How often it has beaten.</summary>
    public int Beats { get; private set; }

    [Background]
    private async Task BeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(heartbeatSeconds), time);
        do
            logger.LogInformation("Beat {Beats}", ++Beats);
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
