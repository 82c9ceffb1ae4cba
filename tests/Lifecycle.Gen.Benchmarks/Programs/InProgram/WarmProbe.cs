using System.Diagnostics;
using System.Globalization;

namespace Measured;

/// <summary>Measures a subject inside its own process and prints one line of figures.</summary>
public static class WarmProbe
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_batch = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan s_measure = TimeSpan.FromMilliseconds(500);

    public static async Task MainAsync(string mode, ISubject subject)
    {
        var figures = mode switch
        {
            "time" => Print(await TimeAsync(subject)),
            "allocation" => Print(await AllocationAsync(subject)),
            "chain" => await ChainAsync(subject),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "time, allocation or chain"),
        };
        Console.WriteLine(figures);
    }

    /// <summary>Nanoseconds of a cycle: the median of many batches, after the tiered compiler has had its time.</summary>
    private static async Task<double> TimeAsync(ISubject subject)
    {
        var began = Stopwatch.GetTimestamp();
        var batch = 0;
        while (Stopwatch.GetElapsedTime(began) < s_warmUp)
        {
            // Short batches: most of them fall between two interruptions by whatever else the machine does.
            var from = Stopwatch.GetTimestamp();
            for (batch = 0; batch == 0 || Stopwatch.GetElapsedTime(from) < s_batch; batch++)
                await subject.CycleAsync();
        }

        var batches = new List<double>();
        began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_measure)
        {
            var from = Stopwatch.GetTimestamp();
            for (var i = 0; i < batch; i++)
                await subject.CycleAsync();
            batches.Add(Stopwatch.GetElapsedTime(from).TotalNanoseconds / batch);
        }

        batches.Sort();
        return batches[batches.Count / 2];
    }

    /// <summary>Bytes of one start and one stop of an application that was started before.</summary>
    private static async Task<double> AllocationAsync(ISubject subject)
    {
        const int Rounds = 200;
        var least = double.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (var start, var stop) = subject.Build();
            for (var i = 0; i < 50; i++)
            {
                await start();
                await stop();
            }

            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Rounds; i++)
            {
                await start();
                await stop();
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Rounds);
        }

        return least;
    }

    /// <summary>Milliseconds up and down of the second cycle, and how often the order of the graph was violated.</summary>
    private static async Task<string> ChainAsync(ISubject subject)
    {
        await subject.CycleAsync();
        Journal.Clear();
        (var start, var stop) = subject.Build();
        var began = Stopwatch.GetTimestamp();
        await start();
        var up = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        await stop();
        var down = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return $"{Print(up)} {Print(down)} {Journal.Violations}";
    }

    private static string Print(double figure) => figure.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Records which units are up, so that a program can tell afterwards whether the order of its graph was kept.</summary>
public static class Journal
{
    private static readonly Lock s_gate = new();
    private static readonly HashSet<int> s_up = [];

    public static int Violations { get; private set; }

    public static void Clear()
    {
        lock (s_gate)
        {
            s_up.Clear();
            Violations = 0;
        }
    }

    /// <summary>Startup: all dependencies must be up. The unit counts as up when its time is over.</summary>
    public static async Task UpAsync(int unit, int milliseconds, int[] dependencies)
    {
        lock (s_gate)
            Violations += dependencies.Count(dependency => !s_up.Contains(dependency));
        await Task.Delay(milliseconds);
        lock (s_gate)
            s_up.Add(unit);
    }

    /// <summary>Shutdown: all dependencies must still be up; the unit counts as down when its time is over.</summary>
    public static async Task DownAsync(int unit, int milliseconds, int[] dependencies)
    {
        lock (s_gate)
            Violations += s_up.Contains(unit) ? 0 : 1;
        await Task.Delay(milliseconds);
        lock (s_gate)
        {
            Violations += dependencies.Count(dependency => !s_up.Contains(dependency));
            s_up.Remove(unit);
        }
    }
}
