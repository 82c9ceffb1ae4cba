using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>The contenders of a row, always in one order: ours, hand-written, then the host in its variants.</summary>
internal static class Contenders
{
    /// <summary>How the host registers and starts its services.</summary>
    public static readonly string[] HostVariants = ["factory sequential", "hosted sequential", "factory concurrent", "hosted concurrent"];

    public static List<Contender> All(ProgramBuild build, int units, HookKind hooks, Measure measure, string mode, bool native = false)
    {
        string Executable(Peer peer) => build.Executable(new ProgramSpec(peer, units, hooks, measure, native));

        return
        [
            new("ours", Executable(Peer.Ours), mode),
            new("hand-written", Executable(Peer.HandWritten), mode),
            .. HostVariants.Select(variant => new Contender($"host, {variant}", Executable(Peer.Host), mode, variant)),
        ];
    }

    /// <summary>One figure of ours, of hand-written code, and the better of both registrations for each way in which the host starts.</summary>
    public static Comparison Compare(double[][] figures, int figure = 0) => new(
        figures[0][figure],
        figures[1][figure],
        Math.Min(figures[2][figure], figures[3][figure]),
        Math.Min(figures[4][figure], figures[5][figure]));
}

/// <summary>One figure of all contenders.</summary>
internal sealed record Comparison(double Ours, double HandWritten, double Host, double HostConcurrent)
{
    public double ToHandWritten => Ours / HandWritten;

    public double FasterThanHost => Math.Min(Host, HostConcurrent) / Ours;
}
