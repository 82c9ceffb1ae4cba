namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>A custom phase of a random run and where it belongs, as the rules say it: next to its anchor, on the way that the place is on.</summary>
internal sealed class CustomPlace(PlanPhase plan, int anchor, int number)
{
    /// <summary>Where all are up.</summary>
    private const int Up = -1;

    /// <summary>Where all are down, perhaps to go up again.</summary>
    private const int Down = -2;

    private static readonly int[] s_order =
    [
        Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Up, Hook.OnDrain, Hook.Run, Hook.OnShutdown, Hook.PostShutdown, Down, Hook.OnExit,
    ];

    public PlanPhase Plan => plan;

    public bool OnRequest => anchor < 0;

    /// <summary>The built-in phase that it is next to.</summary>
    public int Anchor => anchor;

    /// <summary>
    /// Where in a cycle: the higher is later, and in the same gap that of the plan decides. Run hooks begin when all are up, and are awaited on the
    /// way down.
    /// </summary>
    public int Rank => anchor == Hook.Run && !plan.IsAfter ? RankOf(Hook.OnReady) + 50 + number : RankOf(anchor) + (plan.IsAfter ? 50 + number : number - 50);

    public bool GoesUp => !OnRequest && Rank < RankOf(Hook.OnDrain) - 50;

    /// <summary>A built-in phase whose hooks may do and find what its own may.</summary>
    public int Kind => GoesUp ? Hook.OnReady : Hook.OnDrain;

    /// <summary>Whether a unit has to be up for it.</summary>
    public bool NeedsUp => OnRequest || (Rank > RankOf(Hook.OnStartup) && Rank < RankOf(Hook.OnShutdown));

    /// <summary>It comes with the life of the instances, and not with each cycle.</summary>
    public bool IsOfLife => anchor is Hook.OnInit or Hook.OnExit;

    public static int RankOf(int phase) => Place(phase == Hook.Lifespan ? Hook.OnStartup : phase) * 100;

    private static int Place(int phase) => Array.IndexOf(s_order, phase);
}
