using System.Globalization;

namespace Lifecycle.Hosting;

/// <summary>The time that a worker has for its stop: part of the time of its host.</summary>
internal sealed class HostBudget
{
    private static readonly double s_default = new WorkerOptions().ShutdownTimeoutSeconds;

    private readonly TimeProvider _time;
    private readonly double _host;
    private readonly double _grace;
    private readonly double _own;
    private long _began;

    /// <param name="worker">The name of the worker, for messages.</param>
    /// <param name="options">The worker's options.</param>
    /// <param name="host"><c>HostOptions.ShutdownTimeout</c>; nothing, or a negative time, for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidOperationException">The worker's time does not fit into the host's.</exception>
    public HostBudget(string worker, WorkerOptions options, TimeSpan? host, TimeProvider time)
    {
        _time = time;
        _host = host is { Ticks: >= 0 } limit ? limit.TotalSeconds : double.PositiveInfinity;
        _grace = options.ShutdownGraceSeconds;
        _own = options.ShutdownTimeoutSeconds > 0 ? options.ShutdownTimeoutSeconds : double.PositiveInfinity;
        DrainDelay = TimeSpan.FromSeconds(options.DrainDelaySeconds);

        // The default is no demand: it is as much as the host leaves.
        var isOwn = options.ShutdownTimeoutSeconds > 0 && options.ShutdownTimeoutSeconds != s_default;
        var least = options.DrainDelaySeconds + (isOwn ? options.ShutdownTimeoutSeconds : 0) + options.ShutdownGraceSeconds;
        if (least <= _host)
            return;

        throw new InvalidOperationException(
            $"{worker} cannot stop within the time of its host: DrainDelaySeconds {Text(options.DrainDelaySeconds)}, "
            + $"ShutdownTimeoutSeconds {(isOwn ? Text(options.ShutdownTimeoutSeconds) : "(the rest)")} and ShutdownGraceSeconds "
            + $"{Text(options.ShutdownGraceSeconds)} are more than HostOptions.ShutdownTimeout, {Text(_host)} s. Lower them, or give the host more: "
            + $"services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds({Text(Math.Ceiling(least))})).");
    }

    /// <summary>The time between the end of readiness and the first effect of a stop.</summary>
    public TimeSpan DrainDelay { get; }

    /// <summary>Whether anything limits a stop.</summary>
    public bool HasLimit => double.IsFinite(Math.Min(_own, _host));

    /// <summary>How long the units may take if they go down now; 0 or less if there is no time left, or no limit.</summary>
    public double Seconds
    {
        get
        {
            var began = Volatile.Read(ref _began);
            var left = _host - _grace - (began == 0 ? 0 : _time.GetElapsedTime(began).TotalSeconds);
            var seconds = Math.Min(_own, left);
            return double.IsFinite(seconds) ? seconds : 0;
        }
    }

    /// <summary>The host begins to stop, and its time runs.</summary>
    public void Begin() => Interlocked.CompareExchange(ref _began, _time.GetTimestamp(), comparand: 0);

    private static string Text(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
