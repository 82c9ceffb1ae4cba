using System.Globalization;
using Lifecycle.Benchmarks.Programs.Peers;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>What the hooks of the units do.</summary>
internal enum HookKind
{
    /// <summary>Nothing, at once.</summary>
    Synchronous,

    /// <summary>Nothing, but later on another thread.</summary>
    Asynchronous,

    /// <summary>Wait, and note whether the order was kept.</summary>
    Timed,
}

/// <summary>What the program is measured for.</summary>
internal enum Measure
{
    /// <summary>Its first cycle, by signals and all, or serving until it gets a stop signal.</summary>
    FirstRun,

    /// <summary>Many cycles in one process.</summary>
    Warm,
}

/// <summary>One program to write and build.</summary>
/// <param name="Peer">What starts and stops its units.</param>
/// <param name="Units">Their number.</param>
/// <param name="Hooks">What their hooks do.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Native">Whether it is compiled ahead of time.</param>
/// <param name="Reversed">Whether the units are declared in the reverse order, dependents first.</param>
internal sealed record ProgramSpec(Peer Peer, int Units, HookKind Hooks, Measure Measure, bool Native = false, bool Reversed = false)
{
    public string Name => string.Create(CultureInfo.InvariantCulture,
        $"{Peer}{(Peer == Peer.Hello ? "" : Units)}{Hooks}{Measure}{(Native ? "Native" : "")}{(Reversed ? "Reversed" : "")}");

    public Graph Graph => Hooks == HookKind.Timed ? Graph.Uneven(longestChain: 185) : Graph.Layered(Units);

    /// <summary>What differs by peer; none for a program without units.</summary>
    public PeerProgram? Program => Peer switch
    {
        Peer.Ours => new OurProgram(),
        Peer.Hosted => new HostedProgram(),
        Peer.HandWritten => new HandWrittenProgram(),
        Peer.Host => new HostProgram(HostProgram.Version),
        Peer.NextHost => new HostProgram(HostProgram.NextVersion),
        Peer.Autofac => new AutofacProgram(),
        Peer.PureDi => new PureDiProgram(),
        Peer.Akka => new AkkaProgram(),
        Peer.Orleans => new OrleansProgram(),
        _ => null,
    };

    /// <summary>The units in the order in which the program declares them.</summary>
    public IEnumerable<int> Declared(Graph graph) =>
        Reversed ? Enumerable.Range(0, graph.Count).Reverse() : Enumerable.Range(0, graph.Count);
}
