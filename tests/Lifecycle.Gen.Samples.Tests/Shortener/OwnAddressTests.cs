using System.Net;
using System.Net.Http.Json;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>What short links begin with is a matter of the settings, and no link leads to a short link of the same server.</summary>
public sealed class OwnAddressTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task A_host_that_is_not_known_decides_nothing(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        await server.CreateAsync("https://example.com/", "kept");

        foreach (var host in new[] { "evil.example", "evil.example:80", "localhost.evil.example", "10.0.0.1" })
        {
            using var created = await PostAsync(server, host, "https://example.com/");
            Assert.Equal(HttpStatusCode.MisdirectedRequest, created.StatusCode);
            Assert.Contains("--base-url", await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, (await SendAsync(server, host, HttpMethod.Get, "links/kept")).StatusCode);
            // To follow a link, and to ask for health, needs no name.
            Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(server, host, HttpMethod.Get, "kept")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, host, HttpMethod.Get, "livez")).StatusCode);
        }

        using var local = await PostAsync(server, "LOCALHOST:81", "https://example.com/");
        Assert.Equal("http://localhost:81", new Uri((await ShortenerHost.ReadLinkAsync(local)).ShortUrl).GetLeftPart(UriPartial.Authority));
    }

    [Theory, EachFlavour]
    public async Task Known_hosts_are_a_setting_with_a_port_or_without(Flavour flavour)
    {
        await using var server = await StartAsync(flavour, "--hosts", "sho.rt, [::1], links.example:8080");
        foreach (var (host, known) in new[] { ("sho.rt", true), ("SHO.RT:81", true), ("[::1]:5", true), ("links.example:8080", true),
            ("links.example", false), ("localhost", false) })
        {
            using var created = await PostAsync(server, host, "https://example.com/");
            Assert.True(created.StatusCode == (known ? HttpStatusCode.Created : HttpStatusCode.MisdirectedRequest), $"{host}: {created.StatusCode}");
        }
    }

    [Theory, EachFlavour]
    public async Task A_base_address_makes_the_host_meaningless(Flavour flavour)
    {
        await using var server = await StartAsync(flavour, "--base-url", "https://bücher.example/a b/");
        using var created = await PostAsync(server, "evil.example", "https://example.com/", "kept");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("https://xn--bcher-kva.example/a%20b/kept", created.Headers.Location?.OriginalString);
        Assert.Equal("https://xn--bcher-kva.example/a%20b/kept", (await ShortenerHost.ReadLinkAsync(created)).ShortUrl);
    }

    [Theory, EachFlavour]
    public async Task A_link_to_a_short_link_of_this_server_is_refused(Flavour flavour)
    {
        await using var server = await StartAsync(flavour, "--hosts", "sho.rt,127.0.0.1");
        foreach (var url in new[] { "https://sho.rt/abc", "http://SHO.RT./abc/?x=1", "https://sho.rt/%61bc", "https://sho.rt//abc", $"{server.Address}abc",
            $"http://127.1:{server.Address.Port}/abc" })
            await IsRefusedAsync(server, url);
        foreach (var url in new[] { "https://sho.rt/", "https://sho.rt/about/us", "https://sho.rt/livez", "https://sho.rt.example/abc",
            "https://sho.rt:8443/abc", "https://example.com/abc" })
            await server.CreateAsync(url);
    }

    [Theory, EachFlavour]
    public async Task Below_a_base_address_too_and_from_a_file(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using (var server = await ShortenerHost.StartAsync(program, _folder.Path, "--base-url", "https://example.com/s/"))
        {
            await IsRefusedAsync(server, "https://example.com/s/abc");
            await IsRefusedAsync(server, "http://example.com/s/abc");
            await IsRefusedAsync(server, $"{server.Address}abc");
            await server.CreateAsync("https://example.com/abc");
            await server.CreateAsync("https://example.com/sabc");
            await server.StopAsync();
        }

        _folder.Write("links.csv", "url\nhttps://example.com/s/abc\nhttps://example.com/other\n");
        var (exitCode, output, errors) = await ProcessHost.RunAsync([.. program, "import", "links.csv", "--base-url", "https://example.com/s"], _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Equal(["links.csv: 1 added, 0 already there, 1 rejected."], output);
        Assert.Contains(errors, line => line.StartsWith("links.csv:2:1: ", StringComparison.Ordinal)
            && line.Contains("is a short link itself", StringComparison.Ordinal));
    }

    private static async Task IsRefusedAsync(ShortenerHost server, string url)
    {
        using var response = await server.PostAsync(url);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{url}: {response.StatusCode}");
        Assert.Contains("is a short link itself", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(ShortenerHost server, string host, string url, string? code = null) =>
        SendAsync(server, host, HttpMethod.Post, "links", JsonContent.Create(new Dictionary<string, string?> { ["url"] = url, ["code"] = code }));

    private static Task<HttpResponseMessage> SendAsync(ShortenerHost server, string host, HttpMethod method, string path, HttpContent? content = null) =>
        server.Http.SendAsync(new HttpRequestMessage(method, path) { Headers = { Host = host }, Content = content });

    private async Task<ShortenerHost> StartAsync(Flavour flavour, params string[] settings) =>
        await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, settings);
}
