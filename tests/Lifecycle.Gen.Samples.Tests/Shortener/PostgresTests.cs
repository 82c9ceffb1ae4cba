using System.Net;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>The compositions with the PostgreSQL store.</summary>
public sealed class PostgresTests(SamplePrograms programs, PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task Migrate_brings_an_empty_database_up_to_date_once(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        Assert.Equal("The schema went from version 0 to 2.", await RunAsync([.. program, "migrate", "--database", database]));
        Assert.Equal("The schema is up to date at version 2.", await RunAsync([.. program, "migrate", "--database", database]));
        Assert.False(File.Exists(_folder.File("links.log")), "Migrate needs no file store.");
    }

    [Theory, EachFlavour]
    public async Task Several_migrations_at_once_do_it_once(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        var outputs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync([.. program, "migrate", "--database", database])));
        Assert.Single(outputs, "The schema went from version 0 to 2.");
    }

    [Theory, EachFlavour]
    public async Task Servers_and_imports_share_one_database(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        string[] settings = ["--store", "postgres", "--database", database, "--flush-seconds", "0.05"];
        await RunAsync([.. program, "migrate", "--database", database]);
        _folder.Write("links.csv", "url,code\nhttps://example.com/csv,csv\nhttps://example.com/mine,mine\n");
        await using var one = await ShortenerHost.StartAsync(program, _folder.Path, settings);
        await using var two = await ShortenerHost.StartAsync(program, _folder.Path, settings);

        await one.CreateAsync("https://example.com/mine", "mine");
        Assert.Equal(409, (int)(await two.PostAsync("https://example.com/other", "mine")).StatusCode);
        Assert.Equal("links.csv: 1 added, 1 already there, 0 rejected.", await RunAsync([.. program, "import", "links.csv", .. settings]));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("https://example.com/csv", await one.FollowAsync("csv"));
            Assert.Equal("https://example.com/csv", await two.FollowAsync("csv"));
        }

        await one.StopAsync();
        await two.StopAsync();
        await using var three = await ShortenerHost.StartAsync(program, _folder.Path, settings);
        Assert.Equal(20, (await three.FindAsync("csv"))?.Clicks);
        Assert.Equal(204, (int)(await three.Http.DeleteAsync("links/csv")).StatusCode);
        Assert.Null(await three.FindAsync("csv"));
        await three.StopAsync();
    }

    [Theory, EachFlavour]
    public async Task Each_reason_why_it_cannot_start_is_one_clear_line(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        await FailsAsync([.. program, "serve", "--listen", "127.0.0.1:0", "--store", "postgres", "--database", database], "run 'shortener migrate'");
        await FailsAsync([.. program, "serve", "--listen", "127.0.0.1:0", "--store", "postgres"], "SHORTENER_DATABASE (or --database) must be set");
        await FailsAsync([.. program, "migrate", "--database", "Host=127.0.0.1;Port=1;Username=x"], "Failed to connect to 127.0.0.1:1");
    }

    [Theory, EachFlavour]
    public async Task Clicks_that_a_stop_cannot_store_are_reported_with_exit_code_3(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        await RunAsync([.. program, "migrate", "--database", database]);
        await using var server = await ShortenerHost.StartAsync(program, _folder.Path, "--store", "postgres", "--database", database, "--flush-seconds",
            "3600");
        await server.CreateAsync("https://example.com/", "lost");
        Assert.Equal("https://example.com/", await server.FollowAsync("lost"));

        await postgres.DropDatabaseAsync(database);
        server.Process.Signal(ProcessHost.SigTerm);
        Assert.Equal(3, await server.Process.WaitForExitAsync());
        Assert.Contains(server.Process.Errors, line => line.Contains("[OnShutdown] FlushAsync of Shortener.ClickCounter failed", StringComparison.Ordinal));
    }

    [Theory, EachFlavour]
    public async Task Without_its_database_a_server_is_not_ready_and_says_so_to_every_request(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var database = await postgres.CreateDatabaseAsync();
        await RunAsync([.. program, "migrate", "--database", database]);
        await using var server = await ShortenerHost.StartAsync(program, _folder.Path, "--store", "postgres", "--database", database, "--flush-seconds",
            "3600");
        await server.UntilReadyAsync();

        await postgres.DropDatabaseAsync(database);
        HttpResponseMessage ready;
        while ((ready = await server.Http.GetAsync("readyz")).IsSuccessStatusCode)
            ready.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"Shortener.PostgresStore\":\"Degraded\"", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("livez")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.PostAsync("https://example.com/")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync("kept")).StatusCode);
        Assert.DoesNotContain(server.Process.Errors, line => line.StartsWith("   at ", StringComparison.Ordinal));
        await server.StopAsync();
    }

    private async Task<string> RunAsync(IReadOnlyList<string> command)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync(command, _folder.Path);
        Assert.True(exitCode == 0, string.Join('\n', errors));
        return Assert.Single(output);
    }

    private async Task FailsAsync(IReadOnlyList<string> command, string message)
    {
        var (exitCode, _, errors) = await ProcessHost.RunAsync(command, _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains(errors, line => line.Contains(message, StringComparison.Ordinal));
    }
}
