using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>Bytes of a start and a stop of an application that exists (the host's is built anew: it starts only once).</summary>
internal static class AllocationRow
{
    public static IEnumerable<Row> Measure(ProgramBuild build)
    {
        var small = Figures(build, 10, HookKind.Synchronous);
        var large = Figures(build, 1000, HookKind.Synchronous);
        var smallAsync = Figures(build, 10, HookKind.Asynchronous);
        var largeAsync = Figures(build, 1000, HookKind.Asynchronous);

        var perUnit = Contenders.Compare(Slope(small, large));
        yield return Print("allocation of start + stop: a synchronous unit", perUnit, "0 B", perUnit.Ours < 0.5);
        var inAll = Contenders.Compare(small);
        yield return Print("allocation of start + stop: in all, 10 synchronous units", inAll, "≤ 2 KB", inAll.Ours <= 2048);
        var perAsync = Contenders.Compare(Slope(smallAsync, largeAsync));
        yield return Print("allocation of start + stop: a unit whose two hooks go asynchronous", perAsync, "≤ 600 B", perAsync.Ours <= 600);
    }

    private static double[][] Figures(ProgramBuild build, int units, HookKind hooks) =>
        ProcessRuns.Figures(Contenders.All(build, units, hooks, Programs.Measure.Warm, "allocation"), rounds: 1);

    private static double[][] Slope(double[][] small, double[][] large) =>
        [.. small.Zip(large, static (s, l) => new[] { Math.Max(0, (l[0] - s[0]) / 990) })];

    private static Row Print(string what, Comparison bytes, string mustReach, bool hit) => new(
        what,
        Figure.Bytes(bytes.Ours),
        Figure.Bytes(bytes.HandWritten),
        Figure.Bytes(bytes.Host),
        Figure.Bytes(bytes.HostConcurrent),
        mustReach,
        Figure.Bytes(bytes.Ours),
        hit);
}
