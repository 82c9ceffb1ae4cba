using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Benchmarks.Measuring;

/// <summary>
/// Runs contenders in turn, each in a fresh process, so that whatever else the machine does meets all of them alike,
/// and gives the median of each, or the least.
/// </summary>
internal static class ProcessRuns
{
    /// <summary>What each contender prints: its figures, each the median of all rounds.</summary>
    public static double[][] Figures(IReadOnlyList<Contender> contenders, int rounds) => Interleave(contenders, rounds, Print, Median.Of);

    /// <summary>The same, each the least of all rounds.</summary>
    public static double[][] BestFigures(IReadOnlyList<Contender> contenders, int rounds) =>
        Interleave(contenders, rounds, Print, Enumerable.Min, comesWarm: true);

    /// <summary>Milliseconds of the first cycle, as the program saw it.</summary>
    public static double[][] FirstCycle(IReadOnlyList<Contender> contenders, int rounds) =>
        Interleave(
            contenders,
            rounds,
            static contender => [Milliseconds(long.Parse(Run(contender).Split(' ')[1], CultureInfo.InvariantCulture))],
            Median.Of);

    /// <summary>Milliseconds from the start of the process to "started", and its resident memory then in KiB.</summary>
    public static double[][] StartAndMemory(IReadOnlyList<Contender> contenders, int rounds) =>
        Interleave(contenders, rounds, Serve, Median.Of);

    private static double[][] Interleave(
        IReadOnlyList<Contender> contenders, int rounds, Func<Contender, double[]> measure, Func<IEnumerable<double>, double> summary, bool comesWarm = false)
    {
        var runs = new List<double[]>[contenders.Count];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = [];
            // Brings the files into memory; not counted. The least of all rounds needs none.
            if (!comesWarm)
                measure(contenders[i]);
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++)
                runs[i].Add(measure(contenders[i]));
        }

        return [.. runs.Select(own => Enumerable.Range(0, own[0].Length).Select(figure => summary(own.Select(run => run[figure]))).ToArray())];
    }

    private static double[] Print(Contender contender) => [.. Run(contender).Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    private static string Run(Contender contender)
    {
        using var process = Start(contender);
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? line : throw new InvalidOperationException($"{contender.Name} ended with {process.ExitCode}: {line}");
    }

    private static double[] Serve(Contender contender)
    {
        // Linux: the clock behind the timestamp is one for all processes.
        var began = Stopwatch.GetTimestamp();
        using var process = Start(contender);
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{contender.Name} said nothing.");
        var started = Milliseconds(long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) - began);
        var resident = File.ReadLines($"/proc/{process.Id}/status").Single(entry => entry.StartsWith("VmRSS:", StringComparison.Ordinal));
        process.Kill();
        process.WaitForExit();
        return [started, double.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)];
    }

    private static Process Start(Contender contender) =>
        Process.Start(new ProcessStartInfo(contender.Executable, contender.Arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
