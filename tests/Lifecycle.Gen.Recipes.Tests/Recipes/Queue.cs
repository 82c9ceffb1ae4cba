using System.Threading.Channels;

namespace Lifecycle.Recipes.Queue;

[Unit]
public sealed partial class Invoices(Func<string, Task> print)
{
    private Channel<string> _queue = Channel.CreateUnbounded<string>();

    public ValueTask AddAsync(string order) => _queue.Writer.WriteAsync(order);

    [OnStartup]
    private void Open() => _queue = Channel.CreateBounded<string>(100);

    // Not the unit's drain: this loop goes on in it, and is cancelled before the shutdown.
    [Background]
    private async Task PrintAsync(CancellationToken stopping)
    {
        await foreach (var order in _queue.Reader.ReadAllAsync(stopping))
            await print(order);
    }

    // What feeds the queue depends on this unit, so it has ended by now; what is queued is printed.
    [OnDrain]
    private async Task DrainAsync(CancellationToken limit)
    {
        _queue.Writer.Complete();
        await _queue.Reader.Completion.WaitAsync(limit);
    }
}

[Unit]
public sealed partial class Orders(Invoices invoices, Func<CancellationToken, Task<string>> next)
{
    // Without EndsInDrain the loop would go on until every drain is over, and add to a queue that is complete.
    [Background(EndsInDrain = true)]
    private async Task TakeAsync(CancellationToken draining)
    {
        while (true)
            await invoices.AddAsync(await next(draining));
    }
}
