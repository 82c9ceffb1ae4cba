namespace Lifecycle.Cluster.Tests;

/// <summary>What the units of a test did, in order.</summary>
public sealed class Diary
{
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly List<(string Entry, TaskCompletionSource Found)> _waiting = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>A hook named here does not end by itself.</summary>
    public string? Hangs { get; init; }

    public void Add(string entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted == entry)
                    found.TrySetResult();
            }
        }
    }

    public Task WhenAsync(string entry)
    {
        lock (_lock)
        {
            if (_entries.Contains(entry))
                return Task.CompletedTask;

            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((entry, found));
            return found.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}

[Unit]
public sealed partial class Database(Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Database up");

    [OnShutdown] private void Down() => diary.Add("Database down");
}

[Unit]
public sealed partial class Scheduler(Lease<Scheduler> lease, Database database, Diary diary)
{
    public ILease Lease => lease;

    public Database Database => database;

    [OnStartup]
    private void Up()
    {
        lease.Lost.Register(() => diary.Add("Scheduler told"));
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
}

[Unit]
public sealed partial class Reports(Scheduler scheduler, Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Reports up " + scheduler.Lease.Token);

    [OnShutdown] private void Down() => diary.Add("Reports down");
}

[Unit]
public sealed partial class Api(Scheduler? scheduler, Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Api up " + scheduler?.Lease.IsHeld);

    [OnShutdown] private void Down() => diary.Add("Api down");
}

[Worker, Mixin<Reports>, Mixin<Api>]
public sealed partial class Server;
