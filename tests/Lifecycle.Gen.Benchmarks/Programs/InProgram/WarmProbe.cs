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
            "cycle" => $"{Print(await TimeAsync(subject))} {Print(await CycleAllocationAsync(subject))}",
            "first" => Print(await FirstAsync(subject)),
            "promises" => await PromisesAsync(subject),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "time, allocation, chain, cycle, first or promises"),
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

    /// <summary>Bytes of one cycle, that of building with it.</summary>
    private static async Task<double> CycleAllocationAsync(ISubject subject)
    {
        const int Rounds = 20;
        var least = double.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Rounds; i++)
                await subject.CycleAsync();

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Rounds);
        }

        return least;
    }

    /// <summary>Nanoseconds of the first cycle of the process.</summary>
    private static async Task<double> FirstAsync(ISubject subject)
    {
        var from = Stopwatch.GetTimestamp();
        await subject.CycleAsync();
        return Stopwatch.GetElapsedTime(from).TotalNanoseconds;
    }

    /// <summary>
    /// Milliseconds up and down, how often the order of the graph was violated in each, and how many units are up after a start in which the last one failed.
    /// </summary>
    private static async Task<string> PromisesAsync(ISubject subject)
    {
        (var up, var down) = await SecondCycleAsync(subject);
        (var upViolations, var downViolations) = (Journal.UpViolations, Journal.DownViolations);
        Journal.Clear();
        Journal.FailingUnit = Journal.LastUnit;
        (var start, _) = subject.Build();
        try
        {
            await start();
        }
        catch (Exception) when (Journal.HasFailed)
        {
            return $"{Print(up)} {Print(down)} {upViolations} {downViolations} {Journal.UpCount}";
        }

        throw new InvalidOperationException("The start of a unit failed, and that of the application did not.");
    }

    /// <summary>Milliseconds up and down of the second cycle, and how often the order of the graph was violated.</summary>
    private static async Task<string> ChainAsync(ISubject subject)
    {
        (var up, var down) = await SecondCycleAsync(subject);
        return $"{Print(up)} {Print(down)} {Journal.UpViolations + Journal.DownViolations}";
    }

    private static async Task<(double Up, double Down)> SecondCycleAsync(ISubject subject)
    {
        await subject.CycleAsync();
        Journal.Clear();
        (var start, var stop) = subject.Build();
        var began = Stopwatch.GetTimestamp();
        await start();
        var up = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        await stop();
        return (up, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static string Print(double figure) => figure.ToString("R", CultureInfo.InvariantCulture);
}
