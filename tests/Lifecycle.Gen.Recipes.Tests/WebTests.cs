using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Lifecycle.Recipes;

/// <summary>Kestrel and HttpListener.</summary>
public sealed class WebTests
{
    private static readonly Uri s_free = new("http://127.0.0.1:0");

    [Fact]
    public async Task Kestrel_starts_anew_for_each_start_of_the_worker()
    {
        await using var worker = new KestrelWorker(listen: s_free, map: MapHello);
        using var http = new HttpClient();
        for (var i = 0; i < 3; i++)
        {
            await worker.StartAsync();
            Assert.Equal("hello", await http.GetStringAsync(worker.WebServer.Address));
            await worker.StopAsync();
        }
    }

    [Fact]
    public async Task Kestrel_starts_when_the_port_that_was_taken_is_free_again()
    {
        var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        await using var worker = new KestrelWorker(listen: address, map: MapHello);

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync());
        taken.Stop();
        await worker.StartAsync();

        using var http = new HttpClient();
        Assert.Equal("hello", await http.GetStringAsync(worker.WebServer.Address));
    }

    [Fact]
    public async Task Kestrel_answers_what_is_in_flight_and_ends_streams()
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var worker = new KestrelWorker(listen: s_free, map: routes =>
        {
            routes.MapGet("/clock", Kestrel.Clock.StreamAsync);
            routes.MapGet("/slow", async () =>
            {
                begun.SetResult();
                await go.Task;
                return "answered";
            });
        });
        await worker.StartAsync();
        using var http = new HttpClient { BaseAddress = worker.WebServer.Address };
        await using var stream = await http.GetStreamAsync("clock");
        using var reader = new StreamReader(stream);
        Assert.StartsWith("data: ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        var slow = http.GetStringAsync("slow");
        await begun.Task;

        var stopping = worker.StopAsync();
        await reader.ReadToEndAsync();
        Assert.False(stopping.IsCompleted);
        go.SetResult();

        Assert.Equal("answered", await slow);
        await stopping;
    }

    [Fact]
    public async Task HttpListener_answers_what_is_in_flight_and_refuses_the_rest_with_503()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var address = $"http://127.0.0.1:{FreePort()}/";
        await using var worker = new ListenerWorker(prefix: address, answer: async _ =>
        {
            begun.SetResult();
            await go.Task;
            return Encoding.UTF8.GetBytes("answered");
        });
        for (var cycle = 0; cycle < 2; cycle++)
        {
            (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
            await worker.StartAsync();
            using var http = new HttpClient();
            var slow = http.GetStringAsync(address);
            await begun.Task;
            var stopping = worker.StopAsync();
            using (var late = await http.GetAsync(address))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);

            go.SetResult();
            Assert.Equal("answered", await slow);
            await stopping;
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(address));
        }
    }

    private static void MapHello(IEndpointRouteBuilder routes) => routes.MapGet("/", () => "hello");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
