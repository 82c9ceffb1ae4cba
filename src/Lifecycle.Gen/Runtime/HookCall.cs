using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>What a hook may take. Made by the engine for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HookCall
{
    private readonly LifecycleWorker _worker;
    private readonly int _slot;

    internal HookCall(LifecycleWorker worker, int slot, CancellationToken token)
    {
        _worker = worker;
        _slot = slot;
        Token = token;
    }

    /// <summary>The token that tells the hook to give up.</summary>
    public CancellationToken Token { get; }

    /// <summary>The worker, as the unit may see it; made at the first use.</summary>
    public IWorkerContext Context => _worker.GetContext(_slot);

    /// <summary>The answer to <see cref="Hook.Describe"/>.</summary>
    /// <param name="counts">The number of hooks per phase, a sum of <see cref="HookCounts"/>.</param>
    /// <returns>Nothing to wait for.</returns>
    public Task? Describe(ulong counts)
    {
        _worker.Engine.SetHooks(_slot, counts);
        return null;
    }
}
