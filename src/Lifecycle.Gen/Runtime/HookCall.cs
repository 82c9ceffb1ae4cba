using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;

namespace Lifecycle.Runtime;

/// <summary>What a hook may take. Made by the engine for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HookCall
{
    private readonly LifecycleWorker? _worker;
    private readonly int _slot;
    private readonly int _generation;
    private readonly int _hook;
    private readonly HookSource? _source;

    internal HookCall(LifecycleWorker worker, int slot, CancellationToken token)
    {
        _worker = worker;
        _slot = slot;
        Token = token;
    }

    internal HookCall(LifecycleWorker worker, in Visit visit, HookSource source)
        : this(worker, visit.Slot, source.Token)
    {
        _generation = visit.Generation;
        _hook = visit.Hook;
        _source = source;
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

    /// <summary>Takes a lifespan up to its <c>yield return</c>; the engine takes it to its end when the unit goes down.</summary>
    /// <param name="lifespan">What the method returned.</param>
    /// <returns>The first half.</returns>
    public Task Enter<T>(IAsyncEnumerable<T> lifespan)
    {
        // Made here, where only generated code with a lifespan comes, so that other native programs contain nothing of it.
        var kept = new Lifespan(_worker!.Engine.Lifespans, _slot, _generation, _hook, _source!);
        var iterator = lifespan.GetAsyncEnumerator(CancellationToken.None);
        return kept.BeginAsync(iterator, iterator.MoveNextAsync);
    }
}
