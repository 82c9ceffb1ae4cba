namespace Lifecycle.Engine.Foundation;

/// <summary>
/// The source of a hook's own token, which follows that of its phase. Unlike a linked source it is released without waiting for callbacks
/// under way, which may be the user's: that happens under the engine's lock.
/// </summary>
internal sealed class HookSource : CancellationTokenSource
{
    private CancellationTokenRegistration _follows;

    public HookSource(CancellationToken parent) => Follow(parent);

    /// <summary>Once more, after <see cref="Release"/>: the second half of a lifespan follows another token than the first.</summary>
    public void Follow(CancellationToken parent) =>
        _follows = parent.UnsafeRegister(static source => ((HookSource)source!).Cancel(), this);

    /// <summary>It needs no disposal: it has neither a timer nor, unless the hook asked for one, a wait handle.</summary>
    public void Release() => _follows.Unregister();
}
