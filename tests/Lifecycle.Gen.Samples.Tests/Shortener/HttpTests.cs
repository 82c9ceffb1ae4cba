using System.Net;
using System.Text;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>What clients of the shortener see.</summary>
public sealed class HttpTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task A_link_is_made_followed_described_and_removed(Flavour flavour)
    {
        await using var server = await StartAsync(flavour, "--flush-seconds", "0.01");
        using var created = await server.PostAsync("https://example.com/a?b=c#d");
        var link = await ShortenerHost.ReadLinkAsync(created);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"{server.Address}{link.Code}", link.ShortUrl);
        Assert.Equal(link.ShortUrl, created.Headers.Location?.OriginalString);
        Assert.Equal(7, link.Code.Length);

        Assert.Equal("https://example.com/a?b=c#d", await server.FollowAsync(link.Code));
        Assert.Equal("https://example.com/a?b=c#d", await server.FollowAsync(link.Code));
        using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link.Code));
        Assert.Equal(HttpStatusCode.Redirect, head.StatusCode);
        // Two, not three: HEAD is not a click.
        await UntilAsync(async () => await server.FindAsync(link.Code) is { Clicks: 2 });

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync($"links/{link.Code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.DeleteAsync($"links/{link.Code}")).StatusCode);
        Assert.Null(await server.FollowAsync(link.Code));
        Assert.Null(await server.FindAsync(link.Code));
        await server.StopAsync();
    }

    [Theory, EachFlavour]
    public async Task A_wanted_code_is_kept_given_again_for_the_same_address_and_refused_for_another(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        Assert.Equal("spring", (await server.CreateAsync("https://example.com/1", "spring")).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("https://example.com/1", "spring")).StatusCode);

        var taken = await server.PostAsync("https://example.com/2", "spring");
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal("""{"error":"The code \u0027spring\u0027 is taken."}""", await taken.Content.ReadAsStringAsync());
        Assert.Equal("https://example.com/1", await server.FollowAsync("spring"));
    }

    [Theory, EachFlavour]
    public async Task A_form_does_as_well_as_JSON(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["url"] = "http://bücher.example/ä b", ["code"] = "books" });
        Assert.Equal(HttpStatusCode.Created, (await server.Http.PostAsync("links", form)).StatusCode);
        Assert.Equal("http://xn--bcher-kva.example/%C3%A4%20b", await server.FollowAsync("books"));
    }

    [Theory, EachFlavour]
    public async Task What_is_wrong_with_a_request_is_said(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        (string Body, string Type, int Status, string Error)[] cases =
        [
            ("""{"url":"ftp://example.com/"}""", "application/json", 400, "is not an http or https address"),
            ("""{"url":"javascript:alert(1)"}""", "application/json", 400, "is not an http or https address"),
            ("""{"url":"not a url"}""", "application/json", 400, "is not an http or https address"),
            ("""{"url":""}""", "application/json", 400, "The address is missing."),
            ("""{}""", "application/json", 400, "The address is missing."),
            ("null", "application/json", 400, "The address is missing."),
            ($$"""{"url":"https://example.com/{{new string('a', 2048)}}"}""", "application/json", 400, "longer than 2048"),
            ("""{"url":"https://example.com/\r\nSet-Cookie: a=b"}""", "application/json", 400, "control character"),
            ("""{"url":"https://example.com/","code":"a b"}""", "application/json", 400, "characters other than"),
            ("""{"url":"https://example.com/","code":"links"}""", "application/json", 400, "is reserved"),
            ("""{"url":""", "application/json", 400, "not the expected JSON"),
            ("""{"url":1}""", "application/json", 400, "not the expected JSON"),
            ("url=https://example.com/", "text/plain", 415, "application/json"),
            (new string(' ', 20_000), "application/json", 413, "too large"),
        ];
        foreach (var (body, type, status, error) in cases)
        {
            using var response = await server.Http.PostAsync("links", new StringContent(body, Encoding.UTF8, type));
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(status == (int)response.StatusCode && text.Contains(error, StringComparison.Ordinal), $"{body}: {response.StatusCode} {text}");
        }

        using var missing = await server.Http.GetAsync("nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.Http.PutAsync("links/nothing", null)).StatusCode);
        Assert.DoesNotContain(server.Process.Errors, line => line.Contains("fail:", StringComparison.Ordinal));
    }

    [Theory, EachFlavour]
    public async Task Codes_grow_when_they_run_short_and_a_cache_of_one_still_finds_every_link(Flavour flavour)
    {
        await using var server = await StartAsync(flavour, "--code-length", "1", "--cache-size", "1");
        var links = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => server.CreateAsync($"https://example.com/{i}")));
        Assert.Equal(100, links.Select(link => link.Code).Distinct(StringComparer.Ordinal).Count());
        foreach (var link in links)
            Assert.Equal(link.Url, await server.FollowAsync(link.Code));
    }

    private async Task<ShortenerHost> StartAsync(Flavour flavour, params string[] settings) =>
        await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, settings);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await condition();)
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
    }
}
