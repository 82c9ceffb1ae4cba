using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>64 units that take their time: how close start and stop come to the longest chain, and whether the order is kept.</summary>
internal static class ChainRow
{
    private const double MostToChain = 1.03;

    public static IEnumerable<Row> Measure(ProgramBuild build)
    {
        double chain = Graph.Uneven(longestChain: 185).LongestChain;
        var figures = ProcessRuns.Figures(Contenders.All(build, 64, HookKind.Timed, Programs.Measure.Warm, "chain"), rounds: 5);
        var ours = figures[0];
        yield return new Row(
            $"64 uneven units, longest chain {chain:0} ms: up / down, units out of order",
            Print(ours, chain),
            Print(figures[1], chain),
            Print(figures[2], chain),
            Print(figures[4], chain),
            "≤ 1.03× the chain, none out of order",
            $"{Figure.Ratio(ours[0] / chain)} / {Figure.Ratio(ours[1] / chain)}, {ours[2]:0}",
            ours[0] <= MostToChain * chain && ours[1] <= MostToChain * chain && ours[2] == 0);
    }

    private static string Print(double[] figures, double chain) =>
        $"{Figure.Ratio(figures[0] / chain)} / {Figure.Ratio(figures[1] / chain)}, {figures[2]:0}";
}
