using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>A value that the startup of its unit makes: read at each access, because the next start may make another one.</summary>
internal sealed class ReadValue<T>(WorkerPlan plan, int slot, Func<T?> read) : IUnit, IValue, IProvided<T>
    where T : class
{
    public object? Value => read();

    public object? Constructed => null;

    public UnitDefinition Define() => new(plan.IdOf(slot));

    public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(0) : null;
}
