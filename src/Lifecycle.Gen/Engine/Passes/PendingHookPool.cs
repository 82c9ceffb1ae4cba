namespace Lifecycle.Engine.Passes;

/// <summary>Records of pending hooks that are used again, so that a hook that goes asynchronous allocates one only the first time. Under the lock.</summary>
internal struct PendingHookPool
{
    private PendingHook? _free;

    public PendingHook Rent(PassDriver driver)
    {
        if (_free is not { } pending)
            return new PendingHook(driver);

        _free = pending.NextFree;
        pending.NextFree = null;
        return pending;
    }

    public void Return(PendingHook pending)
    {
        pending.Reset();
        pending.NextFree = _free;
        _free = pending;
    }
}
