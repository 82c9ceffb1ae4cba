namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Up in one process; says so every few milliseconds for as long as it does anything.</summary>
[Unit]
internal sealed partial class Leader(Lease<Leader> lease, Journal journal)
{
    private Timer? _work;
    private CancellationTokenRegistration _loss;
    private int _isTold;

    [OnStartup]
    private void Open()
    {
        var token = lease.Token;
        _isTold = 0;
        journal.Write("up", token);
        _loss = lease.Lost.Register(() => Told(token));
        _work = new Timer(_ => journal.Write("works", token), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    }

    [OnShutdown]
    private async Task CloseAsync()
    {
        await _work!.DisposeAsync();
        await _loss.DisposeAsync();
        if (lease.Lost.IsCancellationRequested)
            Told(lease.Token);
    }

    [PostShutdown]
    private void End() => journal.Write("down", lease.Token);

    private void Told(long token)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
            journal.Write("told", token);
    }
}
