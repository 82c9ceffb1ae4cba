namespace Lifecycle.Tests.RandomRuns;

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
}

internal sealed record Behaviour(BehaviourKind Kind, double Seconds = 0);

internal sealed class RandomFailure(string place) : Exception(place);
