namespace Lifecycle.Cluster.Tests;

[Unit]
public sealed partial class Reports(Scheduler scheduler, Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Reports up " + scheduler.Lease.Token);

    [OnShutdown] private void Down() => diary.Add("Reports down");
}
