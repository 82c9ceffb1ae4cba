namespace Lifecycle.Benchmarks.Programs;

/// <summary>What starts and stops the units.</summary>
internal enum Peer
{
    /// <summary>This library.</summary>
    Ours,

    /// <summary>See <c>HandWrittenApp</c>.</summary>
    HandWritten,

    /// <summary>Microsoft.Extensions.Hosting with an empty builder.</summary>
    Host,

    /// <summary>Nothing: a program that prints one line.</summary>
    Hello,
}

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
internal sealed record ProgramSpec(Peer Peer, int Units, HookKind Hooks, Measure Measure, bool Native = false)
{
    public string Name =>
        $"{Peer}{(Peer == Peer.Hello ? "" : Units.ToString(System.Globalization.CultureInfo.InvariantCulture))}{Hooks}{Measure}{(Native ? "Native" : "")}";

    public Graph Graph => Hooks == HookKind.Timed ? Graph.Uneven(longestChain: 185) : Graph.Layered(Units);
}
