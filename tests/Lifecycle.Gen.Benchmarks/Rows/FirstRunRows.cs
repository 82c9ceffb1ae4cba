using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>The first build, start and stop of a process, with signals: what the JIT or the loader must do first is in it.</summary>
internal static class FirstRunRows
{
    public static IEnumerable<Row> Jit(ProgramBuild build)
    {
        yield return Measure(build, 10, rounds: 21, native: false, mostToHandWritten: 1.4);
        yield return Measure(build, 1000, rounds: 11, native: false, mostToHandWritten: 1.3);
    }

    public static IEnumerable<Row> Native(ProgramBuild build)
    {
        yield return Measure(build, 10, rounds: 61, native: true, mostToHandWritten: 1.5);
        yield return Measure(build, 1000, rounds: 61, native: true, mostToHandWritten: 1.4);
    }

    private static Row Measure(ProgramBuild build, int units, int rounds, bool native, double mostToHandWritten)
    {
        var time = Contenders.Compare(ProcessRuns.FirstCycle(
            Contenders.All(build, units, HookKind.Synchronous, Programs.Measure.FirstRun, "once", native),
            rounds));
        return new Row(
            $"first build + start + stop in a fresh process, {units:N0} units, {(native ? "NativeAOT net10.0" : "JIT")}",
            Figure.Milliseconds(time.Ours),
            Figure.Milliseconds(time.HandWritten),
            Figure.Milliseconds(time.Host),
            Figure.Milliseconds(time.HostConcurrent),
            $"≤ {Figure.Number(mostToHandWritten)}× hand-written",
            Figure.Ratio(time.ToHandWritten),
            time.ToHandWritten <= mostToHandWritten);
    }
}
