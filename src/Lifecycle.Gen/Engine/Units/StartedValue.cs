using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>A value that is made anew in each start, by a method that takes its time, and disposed in the stop that follows if it is the worker's.</summary>
internal sealed class StartedValue<T>(WorkerPlan plan, int slot, Func<CancellationToken, Task<T>> make, bool isOwned)
    : IUnit, IValue, IProvided<T>
    where T : class
{
    private T? _value;

    public object? Value => _value;

    public object? Constructed => null;

    public UnitDefinition Define() => isOwned
        ? new(plan.IdOf(slot), new HookDefinition(Hook.OnStartup, "Make"), new HookDefinition(Hook.OnShutdown, "Dispose"))
        : new(plan.IdOf(slot), new HookDefinition(Hook.OnStartup, "Make"));

    public Task? InvokeAsync(int hook, in HookCall call) => hook switch
    {
        Hook.OnStartup => MakeAsync(call.Token),
        Hook.OnShutdown => EndAsync(),
        _ => call.Describe(HookCounts.OnStartup + (isOwned ? HookCounts.OnShutdown : 0)),
    };

    private async Task MakeAsync(CancellationToken token)
    {
        var made = await make(token).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{plan.IdOf(slot)} is null.");
        if (token.IsCancellationRequested)
        {
            // Abandoned or cancelled: no stop will come for it.
            if (isOwned)
                await DisposeAsync(made).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
        }

        _value = made;
    }

    private Task EndAsync()
    {
        var value = _value;
        _value = null;
        return value is null ? Task.CompletedTask : DisposeAsync(value);
    }

    private static async Task DisposeAsync(T value)
    {
        if (value is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (value as IDisposable)?.Dispose();
    }
}
