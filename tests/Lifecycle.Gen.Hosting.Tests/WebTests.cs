using Lifecycle.Hosting.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>A worker in a web application: no request finds a unit that is not up.</summary>
public sealed class WebTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_request_in_flight_is_answered_before_the_units_go_down()
    {
        await using var app = Build();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.MapGet("/", async (IStore store) =>
        {
            arrived.SetResult();
            await answer.Task;
            _journal.Add("answered");
            return store.Connection;
        });
        await app.StartAsync().InTime();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var response = client.GetStringAsync(new Uri("/", UriKind.Relative));
        await arrived.Task.InTime();
        var stop = app.StopAsync();
        Assert.Equal(HealthStatus.Draining, app.Services.GetRequiredService<ShopServer>().Health.Status);
        answer.SetResult();

        Assert.Equal("links", await response.InTime());
        await stop.InTime();
        Assert.Equal("Store up, Shop up, Shop ready, answered, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task The_listener_opens_when_the_units_are_up_and_not_before()
    {
        await using var app = Build();
        app.MapGet("/", () => "here");
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => _journal.Add(string.Concat(app.Urls.Select(_ => "open"))));

        await app.StartAsync().InTime();
        await app.StopAsync().InTime();

        Assert.StartsWith("Store up, Shop up, Shop ready, open", _journal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_cannot_open_takes_the_units_down_with_the_application()
    {
        await using (var first = Build())
        {
            await first.StartAsync().InTime();
            var journal = new Journal();
            await using (var second = Build(journal, new Uri(first.Urls.Single()).Port))
                await Assert.ThrowsAsync<IOException>(() => second.StartAsync().InTime());

            Assert.Equal("Store up, Shop up, Shop ready, Shop drains, Shop down, Store down, Store ends", journal.ToString());
            await first.StopAsync().InTime();
        }
    }

    /// <summary>What <c>WebApplicationFactory</c> does: <c>ConfigureTestServices</c> registers after the application's own.</summary>
    [Fact]
    public async Task A_test_sets_inputs_and_replaces_services_of_an_application()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(_journal).AddWorker<ShopServer>();
        var replaced = new Journal();
        builder.WebHost.UseTestServer()
            .UseSetting("ShopServer:Connection", "from the test")
            .ConfigureServices(services => services.AddSingleton(replaced));
        await using var app = builder.Build();
        app.MapGet("/", (Shop shop) => shop.Store.Connection);
        await app.StartAsync().InTime();

        Assert.Equal("from the test", await app.GetTestClient().GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
        await app.StopAsync().InTime();
        Assert.Equal("", _journal.ToString());
        Assert.Equal("Store up, Shop up, Shop ready, Shop drains, Shop down, Store down, Store ends", replaced.ToString());
    }

    private WebApplication Build() => Build(_journal, 0);

    private static WebApplication Build(Journal journal, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        builder.Configuration["ShopServer:Connection"] = "links";
        builder.Services.AddSingleton(journal).AddWorker<ShopServer>();
        return builder.Build();
    }
}
