namespace Lifecycle.Cluster.Tests;

[Unit]
public sealed partial class Scheduler(Lease<Scheduler> lease, Database database, Diary diary) : IDisposable
{
    private CancellationTokenRegistration _loss;

    public ILease Lease => lease;

    public Database Database => database;

    [OnStartup]
    private void Up()
    {
        _loss = lease.Lost.Register(() => diary.Add("Scheduler told"));
        diary.Add("Scheduler up " + lease.Token);
    }

    [OnShutdown]
    private async Task DownAsync()
    {
        if (diary.Hangs == "Scheduler")
            await Task.Delay(Timeout.Infinite, CancellationToken.None);

        diary.Add("Scheduler down");
    }

    [PostShutdown]
    private void After() => diary.Add("Scheduler after");

    public void Dispose() => _loss.Dispose();
}
