using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.AspNetCore.Tests;

/// <summary>What is answered to requests that the page does not make, or that do not come from it.</summary>
public sealed partial class RequestTests
{
    private const string Worker = "Lifecycle.AspNetCore.Tests.Shop";

    [Fact]
    public async Task The_snapshot_is_the_one_that_is_documented()
    {
        await using var app = await Application.RunAsync(withLog: true);
        using var client = new HttpClient();
        using var snapshot = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{app.Address}/{Worker}/snapshot.json")));
        var root = snapshot.RootElement;

        Assert.Equal(
            ["worker", "state", "health", "actions", "units", "phases", "inputs", "log", "hooks"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Worker, "Started", "Ready"), (Text(root, "worker"), Text(root, "state"), Text(root, "health")));
        var cache = root.GetProperty("units").EnumerateArray().Single(unit => Text(unit, "id").EndsWith(".Cache", StringComparison.Ordinal));
        Assert.Equal(
            ["id", "state", "health", "lastChange", "startMilliseconds", "stopMilliseconds", "attached", "dependencies"],
            cache.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["Lifecycle.AspNetCore.Tests.Store"], cache.GetProperty("dependencies").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("Lifecycle.AspNetCore.Tests.FlushAttribute", Text(Assert.Single(root.GetProperty("phases").EnumerateArray()), "id"));
        Assert.Equal(
            """{"name":"behaviour","type":"Lifecycle.AspNetCore.Tests.Behaviour","optional":false,"units":["Lifecycle.AspNetCore.Tests.Cache"]}""",
            Assert.Single(root.GetProperty("inputs").EnumerateArray()).GetRawText());
        Assert.Contains(root.GetProperty("log").EnumerateArray(), entry => Text(entry, "text") == $"{Worker}: Start ended");

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    [Fact]
    public async Task Bad_input_is_refused_with_a_reason()
    {
        await using var app = await Application.RunAsync();
        using var client = new HttpClient();
        var token = TokenIn(await client.GetStringAsync(new Uri(app.Address)));
        (string Body, string Reason)[] cases =
        [
            ("", "The body is no JSON, or too long."),
            ("{", "The body is no JSON, or too long."),
            (new string(' ', 100_000), "The body is no JSON, or too long."),
            ("[]", "The body is an object with \"action\": "),
            ("{\"action\":1}", "The body is an object with \"action\": "),
            ("{\"action\":\"explode\"}", "There is no action 'explode'."),
            ("{\"action\":\"stop\"}", "\"stop\" needs a \"target\"."),
            ("{\"action\":\"stop\",\"target\":7}", "\"target\" is the id of a unit or phase."),
            ("{\"action\":\"stop\",\"target\":\"Nothing\"}", "There is no unit 'Nothing'."),
            ("{\"action\":\"phase\",\"target\":\"OnStartup\"}", "There is no phase 'OnStartup' that runs on request."),
            ("{\"action\":\"reload\",\"target\":\"Cache\"}", "\"reload\" is of the whole worker and has no \"target\"."),
        ];
        foreach (var (body, reason) in cases)
        {
            using var answer = await PostAsync(client, app, body, token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.StartsWith(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri($"{app.Address}/Nothing/snapshot.json"))).StatusCode);
        Assert.All(app.Shop.Units, unit => Assert.Equal(UnitState.Started, unit.State));
    }

    [Fact]
    public async Task A_request_of_another_site_does_nothing()
    {
        await using var app = await Application.RunAsync();
        using var client = new HttpClient();
        const string stop = "{\"action\":\"stop\",\"target\":\"Lifecycle.AspNetCore.Tests.Front\"}";
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, app, stop, token: null)).StatusCode);

        // With the page's token, but without the cookie that belongs to it.
        var token = TokenIn(await client.GetStringAsync(new Uri(app.Address)));
        using var other = new HttpClient();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(other, app, stop, token)).StatusCode);
        Assert.Equal(UnitState.Started, app.Shop.Units.Single(unit => unit.Id.EndsWith("Front", StringComparison.Ordinal)).State);

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(client, app, stop, token)).StatusCode);
        Assert.Equal(UnitState.Stopped, app.Shop.Units.Single(unit => unit.Id.EndsWith("Front", StringComparison.Ordinal)).State);
    }

    [Fact]
    public async Task Without_actions_there_is_nothing_to_post_to()
    {
        await using var app = await Application.RunAsync(options => options.AllowActions = false);
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(client, app, "{\"action\":\"reload\"}", token: null)).StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("operator", HttpStatusCode.OK)]
    public async Task A_client_that_the_policy_does_not_allow_sees_nothing(string? role, HttpStatusCode expected)
    {
        await using var app = await Application.RunAsync(isProtected: true);
        using var client = new HttpClient();
        if (role is not null)
            client.DefaultRequestHeaders.Add(KeyAuthentication.Header, role);

        foreach (var path in new[] { "", $"/{Worker}/snapshot.json", $"/{Worker}/events", $"/{Worker}/plan.svg" })
        {
            using var answer = await client.GetAsync(new Uri(app.Address + path), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(expected, answer.StatusCode);
        }

        using var posted = await PostAsync(client, app, "{\"action\":\"reload\"}", token: null);
        Assert.Equal(expected == HttpStatusCode.OK ? HttpStatusCode.BadRequest : expected, posted.StatusCode);
    }

    [Fact]
    public void What_is_missing_is_said_when_the_page_is_mapped()
    {
        Assert.Contains("behind an authorization policy", Refusal(Environments.Production, withWorker: true, withAntiforgery: true), StringComparison.Ordinal);
        Assert.Contains("AddAntiforgery()", Refusal(Environments.Development, withWorker: true, withAntiforgery: false), StringComparison.Ordinal);
        Assert.Contains("builder.AddWorker<TWorker>()", Refusal(Environments.Development, withWorker: false, withAntiforgery: true), StringComparison.Ordinal);
    }

    private static string Refusal(string environment, bool withWorker, bool withAntiforgery)
    {
        var builder = Application.MakeBuilder(environment);
        builder.Services.AddSingleton<Behaviour>();
        if (withAntiforgery)
            builder.Services.AddAntiforgery();
        if (withWorker)
            builder.AddWorker<Shop>();
        var app = builder.Build();
        return Assert.Throws<InvalidOperationException>(() => app.MapLifecycle("/lifecycle", options => options.AllowActions = true)).Message;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Application app, string body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Address}/{Worker}/actions");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        return await client.SendAsync(request);
    }

    private static string TokenIn(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups["token"].Value);

    [GeneratedRegex("lifecycle-token\" content=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
