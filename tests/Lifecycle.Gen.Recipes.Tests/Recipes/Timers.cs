namespace Lifecycle.Recipes.Timers;

[Unit]
public sealed partial class Ticker(TimeProvider time, Func<Task> tick)
{
    // One round after the other, none beside the stop: it waits for the round that runs.
    [Background]
    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stopping))
            await tick();
    }
}

[Unit]
public sealed partial class Alarm(TimeProvider time, Action ring)
{
    private ITimer? _timer;

    [OnStartup]
    private void Arm() => _timer = time.CreateTimer(_ => ring(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    // The asynchronous dispose waits for a callback that runs; the other one does not.
    [OnDrain]
    private ValueTask DisarmAsync() => _timer!.DisposeAsync();
}
