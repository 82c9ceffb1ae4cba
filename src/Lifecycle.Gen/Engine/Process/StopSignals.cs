using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>
/// Tells a second wish to stop from one that arrives twice: <c>timeout</c> signals the program and then its group, shells and entry scripts forward what
/// the program gets as well, and package managers send SIGTERM to a child that Ctrl+C has reached already.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="windowSeconds">How long after the first signal another one is the same wish.</param>
internal sealed class StopSignals(TimeProvider time, double windowSeconds)
{
    /// <summary>The longest that a timer takes.</summary>
    private const double MostSeconds = (uint.MaxValue - 1) / 1000.0;

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif

    private readonly double _window = windowSeconds > 0 ? Math.Min(windowSeconds, MostSeconds) : 0;
    private PosixSignal? _first;
    private long _firstAt;

    /// <summary>What is left of the time in which a signal repeats the first one; nothing where there was no signal.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
                return _first is null ? TimeSpan.Zero : TimeSpan.FromSeconds(_window) - time.GetElapsedTime(_firstAt);
        }
    }

    public StopWish Take(PosixSignal signal)
    {
        lock (_lock)
        {
            if (_first is null)
            {
                _first = signal;
                _firstAt = time.GetTimestamp();
                return StopWish.Stop;
            }

            // The key for SIGQUIT is another one than for SIGINT, and it is forwarded as SIGQUIT: after another signal it is meant.
            var repeats = signal != PosixSignal.SIGQUIT || _first == PosixSignal.SIGQUIT;
            return repeats && time.GetElapsedTime(_firstAt).TotalSeconds < _window ? StopWish.Repeated : StopWish.Force;
        }
    }
}
