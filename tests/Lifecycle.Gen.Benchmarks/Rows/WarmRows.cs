using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>Build, start and stop of units that do nothing, after the JIT has optimised all of it.</summary>
internal static class WarmRows
{
    public static IEnumerable<Row> Ten(ProgramBuild build)
    {
        var time = Measure(build, 10);
        yield return Print("build + start + stop, 10 no-op units, warm", time, "≥ 20× faster than the host's fastest", time.FasterThanHost >= 20);
    }

    public static IEnumerable<Row> Thousand(ProgramBuild build)
    {
        var time = Measure(build, 1000);
        yield return Print(
            "the same, 1,000 units, layered graph",
            time,
            "≤ 2× hand-written, ≥ 15× faster than the host's fastest",
            time.ToHandWritten <= 2 && time.FasterThanHost >= 15);
    }

    private static Comparison Measure(ProgramBuild build, int units) => Contenders.Compare(ProcessRuns.Figures(
        Contenders.All(build, units, HookKind.Synchronous, Programs.Measure.Warm, "time"),
        rounds: 3));

    private static Row Print(string what, Comparison time, string mustReach, bool hit) => new(
        what,
        Figure.Time(time.Ours),
        Figure.Time(time.HandWritten),
        Figure.Time(time.Host),
        Figure.Time(time.HostConcurrent),
        mustReach,
        $"{Figure.Ratio(time.FasterThanHost)} faster than the host, {Figure.Ratio(time.ToHandWritten)} hand-written",
        hit);
}
