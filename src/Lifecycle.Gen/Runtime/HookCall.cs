using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>What a hook may take. Made by the engine for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HookCall
{
    private readonly LifecycleWorker? _worker;
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
    public IWorkerContext Context => _worker!.GetContext(_slot);

    /// <summary>The answer to <see cref="Hook.Describe"/>.</summary>
    /// <param name="counts">The number of hooks per phase, a sum of <see cref="HookCounts"/>.</param>
    /// <param name="id">The id of the unit; none where <see cref="IUnit.Define"/> says more.</param>
    /// <param name="names">The names of the hooks by phase and in the order in which they run, with spaces between.</param>
    /// <returns>Nothing to wait for.</returns>
    public Task? Describe(ulong counts, string? id = null, string names = "")
    {
        // Nobody to tell the counts means that somebody asks for the names.
        if (_worker is null)
            return Task.FromResult(UnitDefinition.Read(counts, id ?? "", names));

        _worker.Engine.SetHooks(_slot, counts);
        return null;
    }
}
