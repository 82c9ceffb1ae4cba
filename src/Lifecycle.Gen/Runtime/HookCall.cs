using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Passes;

namespace Lifecycle.Runtime;

/// <summary>The arguments that a hook may take, and the replies of a unit. Created by the engine for one call.</summary>
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

    /// <summary>Cancelled when the hook should end.</summary>
    public CancellationToken Token { get; }

    /// <summary>The context of the unit; created at the first use.</summary>
    public IWorkerContext Context => _worker!.GetContext(_slot);

    /// <summary>A unit or value that the hook takes.</summary>
    /// <param name="index">Its index among all that the hooks of the unit take.</param>
    /// <exception cref="UnitStateException">It is not up, or the value is not there.</exception>
    public T Take<T>(int index)
        where T : class => _worker!.Engine.Take<T>(_slot, index, isOptional: false)!;

    /// <summary>The same where the worker need not have it.</summary>
    /// <param name="index">Its index among all that the hooks of the unit take.</param>
    /// <returns><see langword="null"/> where it does not have it.</returns>
    /// <exception cref="UnitStateException">It has it, and it is not up, or the value is not there.</exception>
    public T? TakeOptional<T>(int index)
        where T : class => _worker!.Engine.Take<T>(_slot, index, isOptional: true);

    /// <summary>The reply to <see cref="Hook.Describe"/>.</summary>
    /// <param name="counts">The number of hooks per phase, a sum of <see cref="HookCounts"/>.</param>
    /// <param name="id">The id of the unit; <see langword="null"/> for a unit with an <see cref="IUnit.Define"/> of its own.</param>
    /// <param name="names">The names of the hooks by phase and in the order in which they run, separated by spaces.</param>
    /// <returns><see langword="null"/>, or for a call without a worker the description, as the result of a completed task.</returns>
    [CLSCompliant(false)]
    public Task? Describe(ulong counts, string? id = null, string names = "")
    {
        // A call without a worker asks for the names, one with a worker for the counts.
        if (_worker is null)
            return Task.FromResult(UnitDefinition.Read(counts, id ?? "", names));

        _worker.Engine.SetHooks(_slot, counts);
        return null;
    }

    /// <summary>Runs a lifespan up to its <c>yield return</c>; the engine runs it to its end when the unit goes down.</summary>
    /// <param name="lifespan">The result of the lifespan's method.</param>
    /// <returns>The first half.</returns>
    public Task Enter<T>(IAsyncEnumerable<T> lifespan)
    {
        // Only generated code with a lifespan calls this, so that other native programs do not contain the class.
        var kept = new Lifespan(_worker!.Engine.Lifespans, _slot, _generation, _hook, _source!);
        var iterator = lifespan.GetAsyncEnumerator(CancellationToken.None);
        return kept.BeginAsync(iterator, iterator.MoveNextAsync);
    }
}
