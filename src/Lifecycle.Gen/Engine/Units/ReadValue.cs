using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>A value that the startup of its unit makes: read at each access, because the next start may make another one.</summary>
internal sealed class ReadValue(WorkerPlan plan, int slot, Func<object?> read) : IUnit, IValue
{
    public object? Value => read();

    public object? Constructed => null;

    public UnitDefinition Define() => new(plan.IdOf(slot));

    public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(0) : null;
}
