namespace Lifecycle.Cluster.Tests;

[Unit]
public sealed partial class Reports(Scheduler scheduler, Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Reports up " + scheduler.Lease.Token);

    [OnShutdown]
    private async Task DownAsync()
    {
        if (diary.Hangs == "Reports")
            await Task.Delay(Timeout.Infinite, CancellationToken.None);

        diary.Add("Reports down");
    }
}
