namespace Lifecycle.Engine.Foundation;

/// <summary>What a hook belongs to: an operation, or a task of its own.</summary>
internal interface IHookOwner
{
    /// <summary>Whether it is of this worker, and not over yet.</summary>
    bool IsUnderWayIn(LifecycleWorker worker);
}

/// <summary>
/// Marks the execution context of hooks with what they belong to, so that a call of a hook to its own worker is known, also after an await. A mark of
/// something that is over means nothing: what a hook has started may outlive it.
/// </summary>
internal static class HookMark
{
    private static readonly AsyncLocal<IHookOwner?> s_owner = new();

    /// <summary>The owner of the hook that calls, if it is one of this worker.</summary>
    public static IHookOwner? OwnerIn(LifecycleWorker worker) => s_owner.Value is { } owner && owner.IsUnderWayIn(worker) ? owner : null;

    public static void Set(IHookOwner? owner) => s_owner.Value = owner;
}
