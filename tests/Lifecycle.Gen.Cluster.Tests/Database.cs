namespace Lifecycle.Cluster.Tests;

[Unit]
public sealed partial class Database(Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Database up");

    [OnShutdown] private void Down() => diary.Add("Database down");
}
