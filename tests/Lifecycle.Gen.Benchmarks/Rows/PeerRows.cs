using System.Globalization;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Programs.Peers;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// This library and its peers: build, start and stop of units that do nothing, and what each peer does for that. Every peer is a program of its own, and all
/// run in turn; where a peer can be used in several ways, each figure is that of the best.
/// </summary>
internal static class PeerRows
{
    private const double MostToChain = 1.5;

    private static readonly PeerUse[] s_uses =
    [
        new("Lifecycle.Gen", Peer.Ours, "dependencies"),
        new("hand-written", Peer.HandWritten, "dependencies"),
        new($"Generic Host {HostProgram.Version}", Peer.Host, "dependencies", "factory sequential", "hosted sequential"),
        new($"Generic Host {HostProgram.Version}, concurrent", Peer.Host, "dependencies", "factory concurrent", "hosted concurrent"),
        new($"Generic Host {HostProgram.NextVersion}", Peer.NextHost, "dependencies", "factory sequential", "hosted sequential"),
        new($"Generic Host {HostProgram.NextVersion}, concurrent", Peer.NextHost, "dependencies", "factory concurrent", "hosted concurrent"),
        new($"Autofac {AutofacProgram.Version}, `IStartable`", Peer.Autofac, "dependencies", "lambda", "type"),
        new($"Pure.DI {PureDiProgram.Version}, constructors and `Dispose`", Peer.PureDi, "dependencies"),
        new($"Akka.NET {AkkaProgram.Version}, `CoordinatedShutdown`", Peer.Akka, "phases"),
        new($"Orleans {OrleansProgram.Version}, `ILifecycleSubject`", Peer.Orleans, "stages"),
    ];

    public static IEnumerable<ITableRow> Measure(ProgramBuild build)
    {
        build.BuildAll(
        [
            .. s_uses.SelectMany(static use => new[] { Timed(use, reversed: false), Timed(use, reversed: true), Idle(use, 10), Idle(use, 1000) }),
        ]);
        var promises = Promises(build);
        (var warm10, var cold10) = Figures(build, 10);
        (var warm1000, var cold1000) = Figures(build, 1000);
        PeerFigures[] figures =
        [
            .. s_uses.Select((_, i) => new PeerFigures(warm10[i][0], warm1000[i][0], cold10[i][0], cold1000[i][0], warm10[i][1], warm1000[i][1])),
        ];
        var ours = figures[0];
        Console.Error.WriteLine(
            $"  1 is {Figure.Time(ours.Warm10)}, {Figure.Time(ours.Warm1000)}, {Figure.Time(ours.Cold10)}, {Figure.Time(ours.Cold1000)}, "
            + $"{Figure.Bytes(ours.Bytes10)}, {Figure.Bytes(ours.Bytes1000)}");
        for (var i = 0; i < s_uses.Length; i++)
            yield return new PeerRow(s_uses[i].Name, figures[i], ours, promises[i]);
    }

    private static ProgramSpec Idle(PeerUse use, int units) => new(use.Peer, units, HookKind.Synchronous, Programs.Measure.Warm);

    private static ProgramSpec Timed(PeerUse use, bool reversed) => new(use.Peer, 64, HookKind.Timed, Programs.Measure.Warm, Reversed: reversed);

    private static (double[][] Warm, double[][] Cold) Figures(ProgramBuild build, int units)
    {
        double[][] Best(string mode, int rounds)
        {
            var contenders = s_uses.Select(use => use.Variants.Select(variant => new Contender(
                use.Name, build.Executable(Idle(use, units)), mode, variant)).ToList()).ToList();
            var runs = ProcessRuns.BestFigures([.. contenders.SelectMany(static own => own)], rounds);
            var at = 0;
            return
            [
                .. contenders.Select(own =>
                {
                    var mine = runs[at..(at += own.Count)];
                    return Enumerable.Range(0, mine[0].Length).Select(figure => mine.Min(run => run[figure])).ToArray();
                }),
            ];
        }

        return (Best("cycle", rounds: 3), Best("first", rounds: 9));
    }

    /// <summary>
    /// What holds also where dependents are declared first comes from the graph, or from what the author says about it; the rest at best from the order of
    /// the declarations.
    /// </summary>
    private static PeerPromises[] Promises(ProgramBuild build)
    {
        double[][] Runs(bool reversed) => ProcessRuns.BestFigures(
            [
                .. s_uses.Select(use => new Contender(
                    use.Name,
                    build.Executable(Timed(use, reversed)),
                    "promises",
                    use.Variants[0])),
            ],
            rounds: 1);

        double chain = Graph.Uneven(longestChain: 185).LongestChain;
        var declared = Runs(reversed: false);
        var reversed = Runs(reversed: true);
        return
        [
            .. s_uses.Select((use, i) => new PeerPromises(
                Order(use, declared[i][2], reversed[i][2]),
                declared[i][0] <= MostToChain * chain ? "yes" : "no",
                declared[i][4] == 0 ? "nothing is up" : string.Create(CultureInfo.InvariantCulture, $"{declared[i][4]} of 63 are up"),
                Order(use, declared[i][3], reversed[i][3]))),
        ];
    }

    private static string Order(PeerUse use, double violationsDeclared, double violationsReversed) =>
        violationsDeclared > 0 ? "none" : violationsReversed > 0 ? "registration" : use.Order;

    /// <param name="Name">The peer's name in the table.</param>
    /// <param name="Peer">The program.</param>
    /// <param name="Order">What its order comes from, if it keeps one.</param>
    /// <param name="Variants">The ways to use it.</param>
    private sealed record PeerUse(string Name, Peer Peer, string Order, params string[] Variants)
    {
        public string[] Variants { get; } = Variants.Length == 0 ? [""] : Variants;
    }
}
