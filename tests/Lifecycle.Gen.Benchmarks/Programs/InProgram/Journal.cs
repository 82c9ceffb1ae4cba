namespace Measured;

/// <summary>Records which units are up, so that a program can tell afterwards whether the order of its graph was kept.</summary>
public static class Journal
{
    private static readonly Lock s_gate = new();
    private static readonly HashSet<int> s_up = [];

    /// <summary>How often a unit came up before one that it takes.</summary>
    public static int UpViolations { get; private set; }

    /// <summary>How often a unit went down that was not up, or after one that it takes.</summary>
    public static int DownViolations { get; private set; }

    /// <summary>The highest unit that came up so far.</summary>
    public static int LastUnit { get; private set; }

    /// <summary>The unit whose startup fails; none if it is negative.</summary>
    public static int FailingUnit { get; set; } = -1;

    /// <summary>Whether it has failed.</summary>
    public static bool HasFailed { get; private set; }

    public static int UpCount
    {
        get
        {
            lock (s_gate)
                return s_up.Count;
        }
    }

    public static void Clear()
    {
        lock (s_gate)
        {
            s_up.Clear();
            UpViolations = 0;
            DownViolations = 0;
        }
    }

    /// <summary>Startup: all dependencies must be up. The unit counts as up when its time is over.</summary>
    public static async Task UpAsync(int unit, int milliseconds, int[] dependencies)
    {
        lock (s_gate)
            UpViolations += dependencies.Count(dependency => !s_up.Contains(dependency));
        await Task.Delay(milliseconds);
        if (unit == FailingUnit)
        {
            HasFailed = true;
            throw new InvalidOperationException("It fails.");
        }

        lock (s_gate)
        {
            s_up.Add(unit);
            LastUnit = Math.Max(LastUnit, unit);
        }
    }

    /// <summary>Shutdown: all dependencies must still be up; the unit counts as down when its time is over.</summary>
    public static async Task DownAsync(int unit, int milliseconds, int[] dependencies)
    {
        lock (s_gate)
            DownViolations += s_up.Contains(unit) ? 0 : 1;
        await Task.Delay(milliseconds);
        lock (s_gate)
        {
            DownViolations += dependencies.Count(dependency => !s_up.Contains(dependency));
            s_up.Remove(unit);
        }
    }
}
