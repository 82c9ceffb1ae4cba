namespace Lifecycle.AspNetCore.Tests;

/// <summary>What the worker under test does, as the test wants it.</summary>
public sealed class Behaviour
{
    public TaskCompletionSource? HoldsStop { get; set; }

    public bool FailsStart { get; set; }

    public int Flushed { get; set; }

    public bool IsDegraded { get; set; }
}

[Unit(Description = "keeps <b>orders</b>")]
public sealed partial class Store
{
    [OnStartup]
    private void Open()
    {
    }

    [OnShutdown]
    private void Close()
    {
    }
}

[Unit]
public sealed partial class Cache(Store store, Behaviour behaviour)
{
    [OnStartup]
    private void Connect()
    {
        if (behaviour.FailsStart)
            throw new InvalidOperationException($"<img src=x onerror=alert(1)> {store.GetType().Name}");
    }

    [Flush]
    private void Write() => behaviour.Flushed++;

    [OnShutdown]
    private Task DisconnectAsync(CancellationToken token) => behaviour.HoldsStop?.Task.WaitAsync(token) ?? Task.CompletedTask;

    [HealthCheck]
    private bool IsWell() => !behaviour.IsDegraded;
}

[Unit]
public sealed partial class Front(Cache cache)
{
    [OnStartup]
    private void Listen() => ArgumentNullException.ThrowIfNull(cache);
}

[Phase(Order = PhaseOrder.Backward)]
public sealed class FlushAttribute : PhaseAttribute;

[Worker, Mixin<Front>]
public sealed partial class Shop;
