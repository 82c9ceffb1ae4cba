using Lifecycle;
#if (Config)
using Microsoft.Extensions.Configuration;
#endif
using Microsoft.Extensions.Time.Testing;

public sealed class PollerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task It_inserts_a_row_at_once_and_with_each_tick()
    {
        var token = TestContext.Current.CancellationToken;
#if (Config)
        await using var worker = new Worker(Configure("5"), new WorkerOptions { TimeProvider = _time });
#else
        await using var worker = new Worker(new WorkerOptions { TimeProvider = _time });
#endif
        await worker.StartAsync(token);
        await worker.WhenQuietAsync(token); // Each loop waits for the clock now.
        Assert.Equal(1, worker.Database.Rows);

        _time.Advance(TimeSpan.FromSeconds(5));

#if (Config)
        Assert.Equal(2, worker.Database.Rows);
#else
        Assert.Equal(6, worker.Database.Rows);
#endif
    }
#if (Config)

    [Fact]
    public async Task A_wrong_setting_fails_the_start()
    {
        await using var worker = new Worker(Configure("0"), new WorkerOptions { TimeProvider = _time });

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Poller:Seconds = '0'", error.InnerException?.Message);
    }

    private static IConfiguration Configure(string seconds) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Poller:Seconds", seconds)]).Build();
#endif
}
