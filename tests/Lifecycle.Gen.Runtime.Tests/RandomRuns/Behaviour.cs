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

    /// <summary>Hostile: returns at once; drawn for a disposal, that never ends.</summary>
    EndlessDisposal,

    /// <summary>Hostile: registers a callback with its token that throws, and takes a while.</summary>
    ThrowingCallback,

    /// <summary>Hostile: registers a callback with its token that asks the worker to stop, and takes a while.</summary>
    StoppingCallback,

    /// <summary>Hostile: throws an exception whose members throw.</summary>
    SickException,

    /// <summary>Hostile: takes a while and then cancels itself by a token that is not the worker's.</summary>
    LateForeignCancellation,

    /// <summary>Hostile: awaits the stop of its own worker.</summary>
    AwaitsStop,

    /// <summary>Hostile: awaits a reload of its own worker.</summary>
    AwaitsReload,

    /// <summary>Hostile: awaits the start of its own worker.</summary>
    AwaitsStart,

    /// <summary>Starts and stops a standby unit a few times, waiting for each; then waits until it is cancelled.</summary>
    FollowsLease,
}

internal sealed record Behaviour(BehaviourKind Kind, double Seconds = 0)
{
    /// <summary>It does not listen to its token.</summary>
    public bool IsStubborn => Kind is BehaviourKind.Deaf or BehaviourKind.Endless or BehaviourKind.LateForeignCancellation
        or BehaviourKind.AwaitsStop or BehaviourKind.AwaitsReload or BehaviourKind.AwaitsStart;
}

internal class RandomFailure(string place) : Exception(place);

/// <summary>An exception that cannot be read, as where the resources of its message were trimmed away.</summary>
internal sealed class SickFailure(string place) : RandomFailure(place)
{
    public override string Message => throw new InvalidOperationException("The message cannot be read.");

    public override string? StackTrace => throw new InvalidOperationException("The stack trace cannot be read.");

    public override string ToString() => throw new InvalidOperationException("The exception cannot be read.");
}
