namespace Lifecycle.Protocol;

/// <summary>The times of the protocol, checked.</summary>
internal sealed class LeaseTimes
{
    /// <summary>By how much longer than its time another process's lease is waited for: clocks do not run equally fast.</summary>
    public const double Drift = 1.01;

    /// <exception cref="ArgumentOutOfRangeException">The times leave no room for a renewal, or a setting is out of its range.</exception>
    public LeaseTimes(LeaseOptions options)
    {
        var third = options.DurationSeconds / 3;
        var renew = options.RenewSeconds > 0 ? options.RenewSeconds : third;
        var stop = options.StopSeconds > 0 ? options.StopSeconds : third;
        if (FaultIn(options, renew, stop) is { } fault)
            throw new ArgumentOutOfRangeException(nameof(options), fault);

        DurationSeconds = options.DurationSeconds;
        Duration = TimeSpan.FromSeconds(options.DurationSeconds);
        Renew = TimeSpan.FromSeconds(renew);
        Stop = TimeSpan.FromSeconds(stop);
        Retry = TimeSpan.FromSeconds(options.RetrySeconds);
    }

    public double DurationSeconds { get; }

    public TimeSpan Duration { get; }

    public TimeSpan Renew { get; }

    public TimeSpan Stop { get; }

    public TimeSpan Retry { get; }

    /// <summary>For how long after a proof the lease is kept without another one.</summary>
    public TimeSpan Keep => Duration - Stop;

    private static string? FaultIn(LeaseOptions options, double renew, double stop)
    {
        if (!double.IsFinite(options.DurationSeconds) || options.DurationSeconds <= 0)
            return $"LeaseOptions.DurationSeconds is {options.DurationSeconds}: it must be more than 0.";

        if (!(options.RenewSeconds >= 0 && options.StopSeconds >= 0))
            return $"LeaseOptions.RenewSeconds is {options.RenewSeconds} and StopSeconds {options.StopSeconds}: they must not be negative.";

        if (!double.IsFinite(options.RetrySeconds) || options.RetrySeconds <= 0)
            return $"LeaseOptions.RetrySeconds is {options.RetrySeconds}: it must be more than 0.";

        if (options.LostExitCode is < 0 or > byte.MaxValue)
            return $"LeaseOptions.LostExitCode is {options.LostExitCode}: it must be from 0 to 255.";

        return renew + stop < options.DurationSeconds ? null
            : $"LeaseOptions.DurationSeconds is {options.DurationSeconds}: it must be more than RenewSeconds ({renew}) and StopSeconds ({stop}) together, "
            + "or no renewal would come in time.";
    }
}
