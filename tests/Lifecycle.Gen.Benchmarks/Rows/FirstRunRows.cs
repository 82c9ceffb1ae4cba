using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>The first build, start and stop of a process, with signals: what the JIT or the loader must do first is in it.</summary>
internal static class FirstRunRows
{
    private const double MostToHandWritten = 1.4;

    public static IEnumerable<Row> Jit(ProgramBuild build)
    {
        yield return Measure(build, 10, rounds: 21, native: false);
        yield return Measure(build, 1000, rounds: 11, native: false);
    }

    public static IEnumerable<Row> Native(ProgramBuild build)
    {
        yield return Measure(build, 10, rounds: 61, native: true);
        yield return Measure(build, 1000, rounds: 61, native: true);
    }

    private static Row Measure(ProgramBuild build, int units, int rounds, bool native)
    {
        var time = Contenders.Compare(ProcessRuns.FirstCycle(
            Contenders.All(build, units, HookKind.Synchronous, Programs.Measure.FirstRun, "once", native),
            rounds));
        return new Row(
            $"first build + start + stop in a fresh process, {units:N0} units, {(native ? "NativeAOT net9.0" : "JIT")}",
            Figure.Milliseconds(time.Ours),
            Figure.Milliseconds(time.HandWritten),
            Figure.Milliseconds(time.Host),
            Figure.Milliseconds(time.HostConcurrent),
            "≤ 1.4× hand-written",
            Figure.Ratio(time.ToHandWritten),
            time.ToHandWritten <= MostToHandWritten);
    }
}
