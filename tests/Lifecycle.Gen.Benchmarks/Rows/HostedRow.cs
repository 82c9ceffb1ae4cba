using System.Globalization;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// A worker inside of the Generic Host, against as many calls of <c>AddHostedService</c>, and against what its two parts take alone: the worker without a
/// host, and the host without services.
/// </summary>
internal static class HostedRow
{
    private const int Units = 1000;
    private const double LeastFasterThanHost = 10;
    private const double MostToParts = 1.15;

    public static IEnumerable<Row> Measure(ProgramBuild build)
    {
        build.BuildAll([Of(Peer.Hosted, Units), Of(Peer.Hosted, 0), Of(Peer.Ours, Units), Of(Peer.Host, Units)]);
        var figures = ProcessRuns.Figures(
            [
                new("in the host", build.Executable(Of(Peer.Hosted, Units)), "time"),
                new("the host alone", build.Executable(Of(Peer.Hosted, 0)), "time"),
                new("ours", build.Executable(Of(Peer.Ours, Units)), "time"),
                .. Contenders.HostVariants.Select(variant => new Contender(variant, build.Executable(Of(Peer.Host, Units)), "time", variant)),
            ],
            rounds: 3);
        (var hosted, var empty, var ours) = (figures[0][0], figures[1][0], figures[2][0]);
        (var sequential, var concurrent) = (figures[4][0], figures[6][0]);
        var byFactory = Math.Min(figures[3][0], figures[5][0]);
        var faster = Math.Min(sequential, concurrent) / hosted;
        var toParts = hosted / (empty + ours);
        yield return new Row(
            $"build + start + stop of {Units:N0} no-op units in the empty host, warm",
            Figure.Time(hosted),
            $"the worker alone: {Figure.Time(ours)}; the host alone: {Figure.Time(empty)}; services that a factory gives: {Figure.Time(byFactory)}",
            Figure.Time(sequential),
            Figure.Time(concurrent),
            "≥ 10× faster than as many `AddHostedService`, ≤ 1.15× both alone",
            string.Create(CultureInfo.InvariantCulture, $"{Figure.Ratio(faster)} faster, {Figure.Ratio(toParts)} both alone"),
            faster >= LeastFasterThanHost && toParts <= MostToParts);
    }

    private static ProgramSpec Of(Peer peer, int units) => new(peer, units, HookKind.Synchronous, Programs.Measure.Warm);
}
