namespace Lifecycle.Engine.Tasks;

/// <summary>The times of the restarts within a window: a ring, so that it is as large as the most that were in the window at once.</summary>
internal sealed class RestartTimes
{
    private long[] _times = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>Forgets the times before one.</summary>
    public void ForgetBefore(long time)
    {
        while (Count > 0 && _times[_first] < time)
        {
            _first = (_first + 1) % _times.Length;
            Count--;
        }
    }

    public void Add(long time)
    {
        if (Count == _times.Length)
            Grow();

        _times[(_first + Count++) % _times.Length] = time;
    }

    public void Clear()
    {
        _first = 0;
        Count = 0;
    }

    private void Grow()
    {
        var times = new long[Math.Max(4, Count * 2)];
        for (var i = 0; i < Count; i++)
            times[i] = _times[(_first + i) % _times.Length];

        _times = times;
        _first = 0;
    }
}
