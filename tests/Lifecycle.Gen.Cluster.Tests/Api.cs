namespace Lifecycle.Cluster.Tests;

[Unit]
public sealed partial class Api(Scheduler? scheduler, Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Api up " + scheduler?.Lease.IsHeld);

    [OnShutdown] private void Down() => diary.Add("Api down");
}
