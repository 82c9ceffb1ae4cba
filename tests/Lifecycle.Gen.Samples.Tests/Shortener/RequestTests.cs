using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>Requests that no browser sends: each gets an answer of the 4xx family, and none leaves an error in the log.</summary>
public sealed class RequestTests(SamplePrograms programs) : IDisposable
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task A_body_that_cannot_be_read_is_the_client_s_mistake(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        (string Body, string Type, int Status, string Error)[] cases =
        [
            ("url=https://example.com/&" + string.Join('&', Enumerable.Range(0, 1100).Select(i => $"k{i}=")), Form, 400, "cannot be read"),
            ("url=https://example.com/&" + new string('k', 3000) + "=", Form, 400, "cannot be read"),
            ("url=https://example.com/", Form + "; charset=utf-7", 415, "UTF-8"),
            ("url=https://example.com/", Form + "; charset=nonsense", 415, "UTF-8"),
            ("url=https://example.com/&url=https://example.org/", Form, 400, "url\\u0027 more than once"),
            ("url=https://example.com/&code=a&code=b", Form, 400, "code\\u0027 more than once"),
            ("""{"url":"https://example.com/"}""", Json + "; charset=utf-16", 415, "UTF-8"),
            ("""{"url":"https://example.com/","url":"https://example.org/"}""", Json, 400, "not the expected JSON"),
            ("""{"url":"https://\ud800.example/"}""", Json, 400, "error"),
            ("""{"url":"https://example.com/","code":"\ud800"}""", Json, 400, "error"),
            ("[]", Json, 400, "not the expected JSON"),
            (new string('[', 1000), Json, 400, "not the expected JSON"),
            ("no parts", "multipart/form-data", 400, "cannot be read"),
            ("no parts", "multipart/form-data; boundary=x", 400, "cannot be read"),
            ("--x\r\nContent-Disposition: form-data; name=url\r\n\r\nhttps://example.com/", "multipart/form-data; boundary=x", 400, "cannot be read"),
        ];
        foreach (var (body, type, status, error) in cases)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            using var response = await server.Http.PostAsync("links", content);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(status == (int)response.StatusCode && text.Contains(error, StringComparison.Ordinal), $"{type} {body}: {response.StatusCode} {text}");
        }

        await EndsWithoutComplaintAsync(server);
    }

    [Theory, EachFlavour]
    public async Task A_form_in_parts_does_as_well(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        using var form = new MultipartFormDataContent { { new StringContent("https://example.com/parts"), "url" }, { new StringContent("parts"), "code" } };

        Assert.Equal(HttpStatusCode.Created, (await server.Http.PostAsync("links", form)).StatusCode);
        Assert.Equal("https://example.com/parts", await server.FollowAsync("parts"));
    }

    [Theory, EachFlavour]
    public async Task An_address_goes_into_the_Location_header_as_it_came_or_is_refused(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        (string Url, string? Location)[] cases =
        [
            ("http://[::1]/a", "http://[::1]/a"),
            ("http://[2001:DB8::1]:8080/?q#f", "http://[2001:db8::1]:8080/?q#f"),
            ("https://example.com:443/", "https://example.com/"),
            ("HTTPS://EXAMPLE.COM/A", "https://example.com/A"),
            ("https://üser:pä@bücher.example/", "https://%C3%BCser:p%C3%A4@xn--bcher-kva.example/"),
            ($"https://{new string('ä', 70)}.example/", null),      // longer than a label of a domain name may be, once it is ASCII
            ($"https://example.com/{new string('ä', 1000)}", null), // 1,020 characters, and 6,020 in the header
            ("https://exa mple.com/", null),
            ("https:///example.com", null),
        ];
        foreach (var (url, location) in cases)
        {
            using var response = await server.PostAsync(url);
            Assert.True(response.StatusCode == (location is null ? HttpStatusCode.BadRequest : HttpStatusCode.Created), $"{url}: {response.StatusCode}");
            if (location is not null)
                Assert.Equal(location, await server.FollowAsync((await ShortenerHost.ReadLinkAsync(response)).Code));
        }

        await EndsWithoutComplaintAsync(server);
    }

    [Theory, EachFlavour]
    public async Task A_code_that_cannot_exist_is_not_found(Flavour flavour)
    {
        await using var server = await StartAsync(flavour);
        foreach (var code in new[] { "a%20b", "%C3%A4", "%01", "a%0D%0ASet-Cookie:x", new string('a', 65), "a%2Fb", "%E2%80%AE" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(code)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"links/{code}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Http.DeleteAsync($"links/{code}")).StatusCode);
        }

        await EndsWithoutComplaintAsync(server);
    }

    private static async Task EndsWithoutComplaintAsync(ShortenerHost server)
    {
        await server.StopAsync();
        Assert.Empty(server.Process.Errors);
    }

    private async Task<ShortenerHost> StartAsync(Flavour flavour, params string[] settings) =>
        await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, settings);
}
