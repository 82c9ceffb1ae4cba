using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>A value that a unit or the worker's class owns: it has a place in the order, and nothing is done with it.</summary>
internal sealed class UnownedValue(WorkerPlan plan, int slot, object value) : IUnit, IValue
{
    public object? Value => value;

    public object? Constructed => value;

    public UnitDefinition Define() => new(plan.IdOf(slot));

    public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(0) : null;
}
