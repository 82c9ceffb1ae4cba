using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// An extension that is no unit, or a value that the worker owns, in its place of the plan: without hooks, it is through in every pass at once; the
/// order of construction and disposal, the limits of a disposal and the names of failures are those of units.
/// </summary>
internal sealed class ExtensionUnit(WorkerPlan plan, int slot, object extension) : IUnit, IValue, IAsyncDisposable
{
    public object? Value => extension;

    public object? Constructed => extension;

    public UnitDefinition Define() => new(plan.IdOf(slot));

    public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(0) : null;

    public ValueTask DisposeAsync()
    {
        if (extension is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();

        (extension as IDisposable)?.Dispose();
        return default;
    }
}
