using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

public sealed class EndpointTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_request_inserts_a_row()
    {
        var token = TestContext.Current.CancellationToken;
        await using var factory = Create();
        using var client = factory.CreateClient();

        using var posted = await client.PostAsync("/", content: null, token);

        Assert.Equal("row 1", await posted.Content.ReadAsStringAsync(token));
        Assert.Equal("1 rows", await client.GetStringAsync("/", token));
        Assert.Equal("Healthy", await client.GetStringAsync("/health/ready", token));
    }

    [Fact]
    public async Task The_database_is_polled_at_once_and_with_each_tick()
    {
        var token = TestContext.Current.CancellationToken;
        await using var factory = Create();
        var worker = factory.Services.GetRequiredService<Worker>();
        await worker.WhenQuietAsync(token); // Each loop waits for the clock now.
        Assert.Equal(1, worker.Poller.Polls);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, worker.Poller.Polls);
    }
#if (Config)

    [Fact]
    public void A_wrong_setting_fails_the_start()
    {
        using var factory = Create().WithWebHostBuilder(host => host.UseSetting("Poller:Seconds", "0"));

        var error = Assert.ThrowsAny<Exception>(() => factory.Services);

        Assert.Contains("Poller:Seconds = '0'", error.ToString());
    }
#endif

    private WebApplicationFactory<Program> Create() => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_time)));
}
