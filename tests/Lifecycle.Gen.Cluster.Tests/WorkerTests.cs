using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Cluster.Tests;

/// <summary>A worker with units that need a lease, on the engine as it is, with a store in memory and a clock of the test.</summary>
public class WorkerTests
{
    private readonly MemoryLeaseStore _store = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_worker_is_up_without_the_units_that_wait_for_the_lease()
    {
        await TakeAsync("other", _store);
        var diary = new Diary();
        await using var server = Make(diary, _store);

        await server.StartAsync();

        Assert.Equal(["Database up", "Api up False"], diary.Entries.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(HealthStatus.Ready, server.Health.Status);
        Assert.Equal(UnitState.Standby, StateOf(server, "Scheduler"));
        Assert.Equal(UnitState.Standby, StateOf(server, "Reports"));
        Assert.Contains("Scheduler (standby)", server.Plan.ToString(), StringComparison.Ordinal);
        Assert.False(server.Scheduler.Lease.IsHeld);
        Assert.Throws<InvalidOperationException>(() => server.Scheduler.Lease.Token);
    }

    [Fact]
    public async Task The_units_start_by_the_graph_when_the_lease_is_taken_and_carry_its_token()
    {
        var diary = new Diary();
        await using var server = Make(diary, _store);

        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");

        Assert.Equal(["Scheduler up 1", "Reports up 1"], diary.Entries.Where(entry => entry.Contains(" 1", StringComparison.Ordinal)));
        Assert.Equal(_time.GetUtcNow(), server.Scheduler.Lease.Since);
        Assert.Equal("Lifecycle.Cluster.Tests.Scheduler", server.Scheduler.Lease.Name);
    }

    [Fact]
    public async Task A_stop_releases_the_lease_after_the_last_hook_of_its_units_and_the_next_worker_takes_over()
    {
        var diary = new Diary();
        var next = new Diary();
        var spied = new SpiedStore(_store, diary);
        await using var first = Make(diary, spied);
        await using var second = Make(next, _store);
        await first.StartAsync();
        await diary.WhenAsync("Reports up 1");
        await second.StartAsync();

        await first.StopAsync();
        await next.WhenAsync("Reports up 2");

        var end = diary.Entries.SkipWhile(entry => entry != "Reports down").Where(entry => entry != "Api down");
        Assert.Equal(["Reports down", "Scheduler down", "Database down", "Scheduler after", "released"], end);
    }

    [Fact]
    public async Task A_unit_that_needs_the_lease_cannot_be_started_without_it()
    {
        await TakeAsync("other", _store);
        await using var server = Make(new Diary(), _store);
        await server.StartAsync();

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => server.StartUnitAsync<Reports>());

        Assert.Contains("does not have the lease Lifecycle.Cluster.Tests.Scheduler", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(UnitState.Started, server.State);
    }

    [Fact]
    public async Task A_reload_keeps_the_lease()
    {
        var diary = new Diary();
        var spied = new SpiedStore(_store, diary);
        await using var server = Make(diary, spied);
        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");

        await server.ReloadAsync();

        Assert.DoesNotContain("released", diary.Entries);
        Assert.Equal(2, diary.Entries.Count(entry => entry == "Reports up 1"));
    }

    [Fact]
    public async Task A_lease_that_cannot_be_renewed_is_lost_in_time_and_the_worker_stops()
    {
        var diary = new Diary();
        var spied = new SpiedStore(_store, diary);
        await using var server = Make(diary, spied);
        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");
        var began = _time.GetUtcNow();

        spied.IsAway = true;
        await AdvanceUntilAsync(diary.WhenAsync("Scheduler after"));
        var took = _time.GetUtcNow() - began;
        await AdvanceUntilAsync(server.WaitAsync());

        Assert.True(took >= TimeSpan.FromSeconds(10), $"The lease was given up after {took}.");
        await diary.WhenAsync("Scheduler told");
        Assert.True(diary.Entries.ToList().IndexOf("Scheduler after") < diary.Entries.ToList().IndexOf("Api down"), "The worker stopped first.");
    }

    [Fact]
    public async Task With_Standby_the_worker_stays_up_and_takes_the_lease_again()
    {
        var diary = new Diary();
        var spied = new SpiedStore(_store, diary);
        await using var server = Make(diary, spied, new LeaseOptions { OnLost = LeaseLoss.Standby });
        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");

        spied.IsAway = true;
        await AdvanceUntilAsync(diary.WhenAsync("Scheduler after"));
        spied.IsAway = false;
        await AdvanceUntilAsync(diary.WhenAsync("Reports up 2"));

        Assert.Equal(UnitState.Started, server.State);
        Assert.DoesNotContain("Api down", diary.Entries);
    }

    [Fact]
    public async Task A_unit_that_does_not_end_in_time_is_named()
    {
        var diary = new Diary { Hangs = "Scheduler" };
        var spied = new SpiedStore(_store, diary);
        var log = new DiaryLogger(diary);
        await using var server = Make(diary, spied, new LeaseOptions { OnLost = LeaseLoss.Standby }, log);
        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");

        spied.IsAway = true;
        await AdvanceUntilAsync(diary.WhenAsync("log 22"));

        Assert.Contains(log.Messages, message => message.Contains("DownAsync of Lifecycle.Cluster.Tests.Scheduler", StringComparison.Ordinal));
        Assert.DoesNotContain("released", diary.Entries);
    }

    [Fact]
    public async Task A_hook_that_an_earlier_stop_gave_up_keeps_the_lease_from_being_released()
    {
        var diary = new Diary { Hangs = "Reports" };
        var spied = new SpiedStore(_store, diary);
        var log = new DiaryLogger(diary);
        await using var server = Make(diary, spied, log: log);
        await server.StartAsync();
        await diary.WhenAsync("Reports up 1");
        await Assert.ThrowsAnyAsync<LifecycleException>(() => AdvanceUntilAsync(server.StopUnitAsync<Reports>()));

        await server.StopAsync();

        Assert.Contains("Scheduler after", diary.Entries);
        Assert.DoesNotContain("released", diary.Entries);
        Assert.Contains(log.Messages, message => message.Contains("is not released, because a hook of its units was given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_for_the_time_of_a_lease_is_seen_in_the_health()
    {
        var diary = new Diary();
        var spied = new SpiedStore(_store, diary) { IsAway = true };
        await using var server = Make(diary, spied);
        await server.StartAsync();
        Assert.Equal(HealthStatus.Ready, (await server.CheckHealthAsync()).Status);

        WorkerHealth health;
        do
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            health = await server.CheckHealthAsync();
        }
        while (health.Status == HealthStatus.Ready);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains(health.Units, unit => unit.Message?.Contains("could not be read", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 1.5, 1.5)]
    [InlineData(double.NaN, 0, 0)]
    public void Times_without_room_for_a_renewal_are_refused(double duration, double renew, double stop)
    {
        var options = new LeaseOptions { DurationSeconds = duration, RenewSeconds = renew, StopSeconds = stop };

        var error = Assert.ThrowsAny<LifecycleException>(() => Make(new Diary(), _store, options).StartAsync().GetAwaiter().GetResult());

        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    private static UnitState StateOf(Server server, string unit) => server.Units.Single(one => one.Id == "Lifecycle.Cluster.Tests." + unit).State;

    private static async Task TakeAsync(string holder, MemoryLeaseStore store) =>
        await store.TryWriteAsync("Lifecycle.Cluster.Tests.Scheduler", new LeaseRecord(holder, 1, 15, Version: null), CancellationToken.None);

    private Server Make(Diary diary, ILeaseStore store, LeaseOptions? options = null, ILoggerFactory? log = null) => new(
        diary: diary,
        leaseStore: store,
        leaseOptions: options,
        options: new WorkerOptions { TimeProvider = _time, LoggerFactory = log ?? NullLoggerFactory.Instance });

    /// <summary>Moves the clock, a little at a time so that what is due can happen, until something is so.</summary>
    private async Task AdvanceUntilAsync(Task happening)
    {
        while (!happening.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(happening, Task.Delay(1));
        }

        await happening;
    }
}
