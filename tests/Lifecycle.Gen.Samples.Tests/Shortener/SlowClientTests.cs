using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>A client that sends or takes nothing more holds neither a stop nor a reload, and with it the others.</summary>
public sealed class SlowClientTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachFlavour("POST /links HTTP/1.1\r\nHo")]
    [EachFlavour("POST /links HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")]
    [EachFlavour("POST /links HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nurl")]
    public async Task A_request_that_never_arrives_ends_a_stop_in_order_and_costs_no_click(Flavour flavour, string half)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using (var server = await ShortenerHost.StartAsync(program, _folder.Path, "--grace-seconds", "1", "--flush-seconds", "3600"))
        {
            await server.CreateAsync("https://example.com/", "kept");
            Assert.Equal("https://example.com/", await server.FollowAsync("kept"));
            using var client = await SendAsync(server, half);
            await server.StopAsync();
            Assert.Contains(server.Process.Errors, line => line.Contains("Cut off what was still in flight after 1 s", StringComparison.Ordinal));
            Assert.Single(server.Process.Errors);
        }

        await using var again = await ShortenerHost.StartAsync(program, _folder.Path);
        Assert.Equal(1, (await again.FindAsync("kept"))?.Clicks);
    }

    [Theory, EachFlavour]
    public async Task A_reload_waits_for_no_request_that_is_still_arriving(Flavour flavour)
    {
        // A limit that never ends: a reload that waited for the request would wait for good.
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, "--grace-seconds", "3600");
        using var held = await HeldRequest.BeginAsync(server.Address, "https://example.com/", "held");
        for (var reload = 1; reload <= 3; reload++)
        {
            server.Process.Signal(ProcessHost.SigHup);
            await server.Process.WaitForLineAsync(": Shortener.Server is up after", skip: reload);
        }

        Assert.Equal("HTTP/1.1 201 Created", await held.CompleteAsync());
        Assert.Equal("https://example.com/", await server.FollowAsync("held"));
        await server.StopAsync();
    }

    [Theory, EachFlavour]
    public async Task A_reload_that_leaves_a_port_cuts_off_what_never_arrives_there(Flavour flavour)
    {
        var settings = _folder.Write("settings.json", """{ "listen": "127.0.0.1:0", "grace-seconds": 1 }""");
        await using var server = ProcessHost.Start([.. await programs.GetAsync("Shortener", flavour), "serve", "--settings", settings], _folder.Path);
        var former = ShortenerHost.AddressIn(await server.WaitForLineAsync("Listening on "));
        using var held = await HeldRequest.BeginAsync(former, "https://example.com/", "held");

        _folder.Write("settings.json", """{ "listen": "127.0.0.2:0", "grace-seconds": 1 }""");
        server.Signal(ProcessHost.SigHup);
        await server.WaitForLineAsync(": Shortener.Server is up after", skip: 1);

        server.Signal(ProcessHost.SigTerm);
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Theory, EachFlavour]
    public async Task A_client_that_goes_away_leaves_no_error_in_the_log(Flavour flavour)
    {
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path);
        for (var i = 0; i < 10; i++)
            (await HeldRequest.BeginAsync(server.Address, "https://example.com/", string.Create(CultureInfo.InvariantCulture, $"gone-{i}"))).Dispose();

        await server.CreateAsync("https://example.com/", "kept");
        await server.StopAsync();
        Assert.Empty(server.Process.Errors);
    }

    private static async Task<TcpClient> SendAsync(ShortenerHost server, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        // What comes after it has been answered, so the server has it, as one thread takes connections in their order.
        await server.CreateAsync("https://example.com/");
        return client;
    }
}
