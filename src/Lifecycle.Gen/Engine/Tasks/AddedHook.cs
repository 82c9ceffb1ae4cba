using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>A task added at run time, as if it were the only hook of a unit: so it is called, named and supervised like any other.</summary>
internal sealed class AddedHook(string unit, HookDefinition definition, Func<CancellationToken, Task> body) : IUnit
{
    public UnitDefinition Define() => new(unit, definition);

    public Task? InvokeAsync(int hook, in HookCall call) => body(call.Token);
}
