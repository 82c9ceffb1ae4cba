using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Bookings;

/// <summary>The sample with ASP.NET Core as a program.</summary>
public sealed class ProgramTests(SamplePrograms programs, PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour("sqlite"), EachFlavour("postgres")]
    public async Task It_books_once_confirms_tells_its_health_describes_itself_and_keeps_all_across_a_stop(Flavour flavour, string store)
    {
        var setting = store == "sqlite" ? $"--Bookings:File={_folder.File("bookings.db")}" : $"--Bookings:Postgres={await postgres.CreateDatabaseAsync()}";
        var (program, client) = await StartAsync(flavour, setting);
        await using (program)
        using (client)
        {
            using var booked = await BookAsync(client, "4b");
            using var again = await BookAsync(client, "4b");
            using var nobody = await BookAsync(client, "");
            Assert.Equal(
                [HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.BadRequest],
                new[] { booked, again, nobody }.Select(one => one.StatusCode));
            Assert.Equal("/bookings/1", booked.Headers.Location?.OriginalString);
            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Token));
            var description = await client.GetFromJsonAsync<JsonObject>(new Uri("/openapi/v1.json", UriKind.Relative), Token);
            Assert.Contains("/bookings", description!["paths"]!.AsObject().Select(path => path.Key));

            program.Signal(ProcessHost.SigTerm);
            Assert.Equal(0, await program.WaitForExitAsync());
        }

        (program, client) = await StartAsync(flavour, setting);
        await using (program)
        using (client)
        {
            var booking = await client.GetFromJsonAsync<JsonObject>(new Uri("/bookings/1", UriKind.Relative), Token);
            Assert.Equal(("Ada", true), ((string?)booking!["guest"], (bool)booking["isConfirmed"]!));
        }
    }

    [Theory, EachFlavour]
    public async Task A_wrong_setting_is_named_before_the_port_is_open(Flavour flavour)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync(
            [.. await programs.GetAsync("Bookings", flavour), "--urls", "http://127.0.0.1:0", "--Bookings:QueueLength=0"], _folder.Path);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(output.Concat(errors), line => line.Contains("Bookings:QueueLength = '0'", StringComparison.Ordinal));
        Assert.DoesNotContain(output, line => line.Contains("Now listening", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> BookAsync(HttpClient client, string room)
    {
        using var content = new StringContent($$"""{"room":"{{room}}","day":"2030-01-31","guest":"Ada"}""", Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri("/bookings", UriKind.Relative), content, Token);
    }

    private async Task<(ProcessHost Program, HttpClient Client)> StartAsync(Flavour flavour, string setting)
    {
        var program = ProcessHost.Start([.. await programs.GetAsync("Bookings", flavour), "--urls", "http://127.0.0.1:0", setting], _folder.Path);
        var line = await program.WaitForLineAsync("Now listening on: ");
        return (program, new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]) });
    }
}
