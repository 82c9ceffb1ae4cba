namespace Lifecycle.Benchmarks.Results;

/// <summary>What one peer takes, and what it promises for that.</summary>
/// <param name="Name">The peer.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Ours">The same of this library, which the peer's are divided by.</param>
/// <param name="Promises">What its run with units that take their time has shown.</param>
internal sealed record PeerRow(string Name, PeerFigures Figures, PeerFigures Ours, PeerPromises Promises) : ITableRow
{
    public IReadOnlyList<string> Headings =>
    [
        "peer", "10 units, warm", "1,000 units, warm", "10 units, cold", "1,000 units, cold", "allocated, 10 units", "allocated, 1,000 units",
        "order up", "at once", "after a failed start", "order down",
    ];

    public IReadOnlyList<string> Cells =>
    [
        Name,
        .. Figures.InOrder.Zip(Ours.InOrder, static (own, ours) => Figure.Ratio(own / ours)),
        Promises.OrderUp,
        Promises.AtOnce,
        Promises.AfterFailure,
        Promises.OrderDown,
    ];
}

/// <summary>Of build, start and stop: nanoseconds after the JIT has optimised all of it, nanoseconds of the first cycle of a process, and bytes.</summary>
internal sealed record PeerFigures(double Warm10, double Warm1000, double Cold10, double Cold1000, double Bytes10, double Bytes1000)
{
    public double[] InOrder => [Warm10, Warm1000, Cold10, Cold1000, Bytes10, Bytes1000];
}

/// <summary>What a peer did with units that take their time.</summary>
/// <param name="OrderUp">What the order up comes from.</param>
/// <param name="AtOnce">Whether units that do not depend on each other start at once.</param>
/// <param name="AfterFailure">What is left up after a start that failed.</param>
/// <param name="OrderDown">What the order down comes from.</param>
internal sealed record PeerPromises(string OrderUp, string AtOnce, string AfterFailure, string OrderDown);
