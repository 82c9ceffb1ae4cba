namespace Lifecycle.Engine.Foundation;

/// <summary>
/// Time stamps of state changes. There are several per unit and cycle, so with the system's clock they are the coarse tick count,
/// a fifth of the price of the exact time.
/// </summary>
internal readonly struct ChangeClock(TimeProvider time)
{
    private static readonly long s_baseTicks = Environment.TickCount64;
    private static readonly DateTimeOffset s_baseTime = TimeProvider.System.GetUtcNow();

    private readonly TimeProvider? _custom = ReferenceEquals(time, TimeProvider.System) ? null : time;

    public long Now => _custom is null ? Environment.TickCount64 : _custom.GetUtcNow().UtcTicks;

    public DateTimeOffset? ToTime(long stamp) => stamp == 0 ? null
        : _custom is null ? s_baseTime.AddMilliseconds(stamp - s_baseTicks)
        : new DateTimeOffset(stamp, TimeSpan.Zero);

    public TimeSpan ToSpan(long stamps) => _custom is null ? TimeSpan.FromMilliseconds(stamps) : new TimeSpan(stamps);
}
