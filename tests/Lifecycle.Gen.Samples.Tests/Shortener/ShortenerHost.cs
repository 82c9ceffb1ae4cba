using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

internal sealed record LinkDto(string Code, string Url, string ShortUrl, DateTimeOffset Created, long Clicks);

/// <summary>A running <c>shortener serve</c> and a client of it.</summary>
internal sealed class ShortenerHost : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private ShortenerHost(ProcessHost process, Uri address)
    {
        Process = process;
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public ProcessHost Process { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a server on a free port and waits until it listens.</summary>
    public static Task<ShortenerHost> StartAsync(IReadOnlyList<string> program, string folder, params string[] settings) =>
        StartAsync(program, folder, settings, environment: null);

    public static async Task<ShortenerHost> StartAsync(IReadOnlyList<string> program, string folder, string[] settings,
        IReadOnlyDictionary<string, string>? environment)
    {
        var process = ProcessHost.Start([.. program, "serve", "--listen", "127.0.0.1:0", .. settings], folder, environment);
        try
        {
            return new ShortenerHost(process, AddressIn(await process.WaitForLineAsync("Listening on ")));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public static Uri AddressIn(string line) => new(line[line.IndexOf("http://", StringComparison.Ordinal)..]);

    public Task<HttpResponseMessage> PostAsync(string url, string? code = null) =>
        Http.PostAsJsonAsync("links", new Dictionary<string, string?> { ["url"] = url, ["code"] = code });

    public async Task<LinkDto> CreateAsync(string url, string? code = null)
    {
        using var response = await PostAsync(url, code);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await ReadLinkAsync(response);
    }

    public async Task<LinkDto?> FindAsync(string code)
    {
        using var response = await Http.GetAsync($"links/{code}");
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadLinkAsync(response.EnsureSuccessStatusCode());
    }

    public static async Task<LinkDto> ReadLinkAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<LinkDto>(s_json) ?? throw new InvalidOperationException("null");

    /// <summary>Follows a link and gives where it leads, or null.</summary>
    public async Task<string?> FollowAsync(string code)
    {
        using var response = await Http.GetAsync(code);
        return response.StatusCode == HttpStatusCode.Redirect ? response.Headers.Location!.OriginalString : null;
    }

    public async Task UntilReadyAsync()
    {
        while (true)
        {
            using var response = await Http.GetAsync("readyz");
            if (response.IsSuccessStatusCode)
                return;
        }
    }

    /// <summary>Completes when it says that it is not ready, and asks to come back on no connection.</summary>
    public async Task UntilNotReadyAsync()
    {
        while (true)
        {
            using var response = await Http.GetAsync("readyz");
            if (response.IsSuccessStatusCode)
                continue;

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.True(response.Headers.ConnectionClose);
            return;
        }
    }

    /// <summary>Completes when the port is closed to new connections.</summary>
    public async Task UntilRefusedAsync()
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60);)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Address.Host, Address.Port);
            }
            catch (SocketException refused)
            {
                if (refused.SocketErrorCode == SocketError.ConnectionRefused)
                    return;

                // Reset: the connection was still in the queue of the port when that was closed.
            }
        }

        throw new TimeoutException($"The port is still open. {Process}");
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        Process.Signal(ProcessHost.SigTerm);
        Assert.True(await Process.WaitForExitAsync() == 0, Process.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }
}
