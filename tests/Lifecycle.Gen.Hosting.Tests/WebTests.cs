using Lifecycle.Hosting.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
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
