namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>How far one instance has come, as the rules see it.</summary>
internal sealed class UnitModel
{
    public bool Initialised;
    public bool Prepared;
    public bool Up;

    /// <summary>Whether it came up cannot be seen from outside: a hook that ignores its token ended well after a cancellation.</summary>
    public bool PerhapsUp;
    public int StartedSteps;
    public int DownSteps;
    public int AfterSteps;
    public int ExitSteps;
    public int Disposals;
    public int Live;
    public int LiveStubborn;
    public int BackgroundLive;

    /// <summary>Background hooks that run and end in the drain.</summary>
    public int DrainedLive;

    /// <summary>Counts its ways up.</summary>
    public int Cycle;

    /// <summary>The operation in which its last way up began.</summary>
    public int? CycleOperation;

    /// <summary>
    /// The lifespans that are between their halves, each by the cycle it began in: a first half that was abandoned may end when the next cycle is
    /// under way.
    /// </summary>
    public readonly HashSet<(int Cycle, int Step)> Alive = [];

    public readonly Restarts Restarts = new();

    /// <summary>How many hooks of each custom phase began in this cycle, and in which operation the first of them did.</summary>
    public readonly Dictionary<string, (int Steps, int Operation)> Custom = [];

    /// <summary>Its way up begins.</summary>
    public void Renew()
    {
        Cycle++;
        Up = false;
        PerhapsUp = false;
        Prepared = false;
        StartedSteps = 0;
        DownSteps = 0;
        AfterSteps = 0;
        Restarts.Renew();
        Custom.Clear();
    }
}
