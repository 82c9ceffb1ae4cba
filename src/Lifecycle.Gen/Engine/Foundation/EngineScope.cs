using System.Diagnostics;
using Lifecycle.Engine.Threading;

namespace Lifecycle.Engine.Foundation;

/// <summary>
/// What all rooms of one engine share: its lock, its clock, its queue, and the mark of threads that run the user's code. The lock is never held while
/// a hook, a logger, a callback on a token or a continuation runs.
/// </summary>
/// <remarks>Fields, as in all of the engine's records: in a fresh process each accessor would be one more method for the JIT.</remarks>
internal abstract class EngineScope
{
    /// <summary>A grace of nothing would abandon a hook before it can see that it is cancelled.</summary>
    private const double LeastGraceSeconds = 0.001;

    /// <summary>
    /// Whether a hook or callback of any engine is on the stack of the current thread: then the thread must not drive, because the hook would wait for what is
    /// driven.
    /// </summary>
    [ThreadStatic]
    private static bool s_isUserCode;

#if NET9_0_OR_GREATER
    public readonly Lock Gate = new();
#else
    public readonly object Gate = new();
#endif
    public readonly LifecycleWorker Worker;
    public readonly WorkerOptions Options;
    public readonly TimeProvider Time;
    public readonly ChangeClock Clock;
    public readonly IWorkQueue Queue;
    private Random? _random;

    protected EngineScope(LifecycleWorker worker, WorkerOptions options)
    {
        Worker = worker;
        Options = options;
        Time = options.TimeProvider;
        Clock = new ChangeClock(Time);
        Queue = options.WorkQueue;
    }

    /// <summary>How long a hook has to end after its token was cancelled, in seconds.</summary>
    public double Grace => Math.Max(Options.ShutdownGraceSeconds, LeastGraceSeconds);

    /// <summary>How long a stop may take, in seconds: what the options say, or what is left to the host.</summary>
    public double ShutdownSeconds => Options.Host is { } host ? host.ShutdownSeconds : Options.ShutdownTimeoutSeconds;

    /// <summary>The source of jitter. Under the lock.</summary>
    public Random Random => _random ??= Options.Random ?? new Random();

    /// <summary>Whether the user's code of any engine is on the stack of this thread.</summary>
    public static bool IsUserCodeOnStack => s_isUserCode;

    /// <summary>Marks the thread for calls of the user's code.</summary>
    /// <returns>The mark to give back to <see cref="LeaveUserCode"/>.</returns>
    public bool EnterUserCode()
    {
        AssertUnlocked();
        var outer = s_isUserCode;
        s_isUserCode = true;
        return outer;
    }

    public static void LeaveUserCode(bool outer) => s_isUserCode = outer;

    /// <summary>The time stamp in so many seconds; without end where that is no positive number.</summary>
    public long DeadlineIn(double seconds) => seconds > 0 ? Time.GetTimestamp() + Ticks(seconds) : long.MaxValue;

    public long Ticks(double seconds) => (long)Math.Min(seconds * Time.TimestampFrequency, long.MaxValue / 4);

    /// <summary>The time until a time stamp, or the longest that a timer takes.</summary>
    public TimeSpan TimeUntil(long deadline)
    {
        var seconds = Math.Max(0, deadline - Time.GetTimestamp()) / (double)Time.TimestampFrequency;
        return TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(seconds * 1000), uint.MaxValue - 1));
    }

    /// <summary>For methods whose name ends in <c>Locked</c>: their callers hold the lock.</summary>
    [Conditional("DEBUG")]
    public void AssertLocked() => Debug.Assert(IsLockedByThread, "The engine's lock must be held here.");

    /// <summary>For methods that call the user's code or take the lock for longer than a field.</summary>
    [Conditional("DEBUG")]
    public void AssertUnlocked() => Debug.Assert(!IsLockedByThread, "The engine's lock must not be held here.");

#if NET9_0_OR_GREATER
    private bool IsLockedByThread => Gate.IsHeldByCurrentThread;
#else
    private bool IsLockedByThread => Monitor.IsEntered(Gate);
#endif
}
