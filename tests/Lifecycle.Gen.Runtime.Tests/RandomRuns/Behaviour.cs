namespace Lifecycle.Runtime.Tests.RandomRuns;

internal enum BehaviourKind
{
    /// <summary>Returns at once.</summary>
    Quick,

    /// <summary>Throws at once.</summary>
    Throws,

    /// <summary>Takes a while; ends at once when cancelled.</summary>
    Slow,

    /// <summary>Takes a while and then throws.</summary>
    SlowThrows,

    /// <summary>Takes a while; when cancelled, throws something of its own.</summary>
    FailsWhenCancelled,

    /// <summary>Takes a while, whatever the token says.</summary>
    Deaf,

    /// <summary>Never ends, whatever the token says.</summary>
    Endless,

    /// <summary>Waits until it is cancelled.</summary>
    UntilCancelled,

    /// <summary>Cancels itself by a token that is not the worker's.</summary>
    ForeignCancellation,

    /// <summary>Asks its worker to stop, and returns.</summary>
    AsksForStop,

    /// <summary>Asks its worker to reload, and returns.</summary>
    AsksForReload,

    /// <summary>Adds a background task to its unit, and returns.</summary>
    AddsTask,

    /// <summary>Asks for a single unit to be started or stopped, and returns without waiting for it.</summary>
    MovesUnit,
}

internal sealed record Behaviour(BehaviourKind Kind, double Seconds = 0)
{
    /// <summary>It does not listen to its token.</summary>
    public bool IsStubborn => Kind is BehaviourKind.Deaf or BehaviourKind.Endless;
}

internal sealed class RandomFailure(string place) : Exception(place);
