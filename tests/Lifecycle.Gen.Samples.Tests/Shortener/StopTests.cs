using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>What signals do to a server that is at work.</summary>
public sealed class StopTests(SamplePrograms programs, PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachFlavour("file", "0.02")] // Batches of clicks are stored all the time,
    [EachFlavour("file", "3600")] // or all at the end.
    [EachFlavour("postgres", "3600")]
    public async Task SIGTERM_under_load_answers_every_request_and_loses_no_link_and_no_click(Flavour flavour, string store, string flushSeconds)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var settings = await StoreSettingsAsync(program, store);
        Load load;
        await using (var server = await ShortenerHost.StartAsync(program, _folder.Path, [.. settings, "--drain-seconds", "2", "--flush-seconds", flushSeconds]))
        {
            load = new Load(server);
            await load.WarmAsync();
            server.Process.Signal(ProcessHost.SigTerm);
            await load.StopWhenNotReadyAsync();

            Assert.Empty(load.Failures);
            Assert.True(await server.Process.WaitForExitAsync() == 0, server.Process.ToString());
        }

        await using var again = await ShortenerHost.StartAsync(program, _folder.Path, settings);
        foreach (var (code, url) in load.Acknowledged)
        {
            var link = await again.FindAsync(code);
            Assert.Equal((url, load.Followed.GetValueOrDefault(code)), (link?.Url, link?.Clicks));
        }

        await again.StopAsync();
    }

    [Theory]
    [EachFlavour(ProcessHost.SigTerm)]
    [EachFlavour(ProcessHost.SigInt)]
    public async Task A_signal_closes_the_port_and_answers_what_is_in_flight(Flavour flavour, int signal)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using (var server = await ShortenerHost.StartAsync(program, _folder.Path))
        {
            var held = new List<HeldRequest>();
            for (var i = 0; i < 5; i++)
                held.Add(await HeldRequest.BeginAsync(server.Address, "https://example.com/", $"held-{i}"));

            server.Process.Signal(signal);
            await server.UntilRefusedAsync();
            foreach (var request in held)
            {
                Assert.Equal("HTTP/1.1 201 Created", await request.CompleteAsync());
                request.Dispose();
            }

            Assert.True(await server.Process.WaitForExitAsync() == 0, server.Process.ToString());
        }

        await using var again = await ShortenerHost.StartAsync(program, _folder.Path);
        for (var i = 0; i < 5; i++)
            Assert.Equal("https://example.com/", await again.FollowAsync($"held-{i}"));
    }

    [Theory]
    [EachFlavour(ProcessHost.SigInt, 130)]
    [EachFlavour(ProcessHost.SigTerm, 143)]
    public async Task Second_signal_during_a_slow_stop_ends_the_program_at_once_with_its_code(Flavour flavour, int signal, int exitCode)
    {
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path);
        using var held = await HeldRequest.BeginAsync(server.Address, "https://example.com/", "held");

        server.Process.Signal(signal);
        await server.UntilRefusedAsync();

        Assert.Equal(exitCode, await server.Process.SignalUntilExitAsync(signal));
    }

    [Theory, EachFlavour]
    public async Task A_signal_during_the_start_ends_it_with_0(Flavour flavour)
    {
        // A database that is not there keeps the start busy with its retries.
        string[] command = [.. await programs.GetAsync("Shortener", flavour), "serve", "--store", "postgres", "--database",
            "Host=127.0.0.1;Port=1;Username=nobody"];
        await using var process = ProcessHost.Start(command, _folder.Path);
        await process.WaitForLineAsync("Attempt 2 of 5 failed");
        process.Signal(ProcessHost.SigTerm);

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.DoesNotContain(process.Errors, line => line.Contains("Attempt 4", StringComparison.Ordinal) || line.Contains("Error", StringComparison.Ordinal));
    }

    [Theory]
    [EachFlavour("file")]
    [EachFlavour("postgres")]
    public async Task Kill_under_load_loses_no_acknowledged_link(Flavour flavour, string store)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var settings = await StoreSettingsAsync(program, store);
        Load load;
        await using (var server = await ShortenerHost.StartAsync(program, _folder.Path, settings))
        {
            load = new Load(server);
            await load.WarmAsync();
            server.Process.Signal(ProcessHost.SigKill);
            await load.StopAsync();
        }

        Assert.True(load.Acknowledged.Count >= 100);
        await using var again = await ShortenerHost.StartAsync(program, _folder.Path, settings);
        foreach (var (code, url) in load.Acknowledged)
            Assert.Equal(url, (await again.FindAsync(code))?.Url);
    }

    [Theory, EachFlavour]
    public async Task SIGHUP_reads_the_settings_again_and_keeps_links_and_clicks(Flavour flavour)
    {
        var file = _folder.Write("settings.json", """{ "base-url": "https://old.example" }""");
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, "--settings", file);
        Assert.Equal("https://old.example/kept", (await server.CreateAsync("https://example.com/", "kept")).ShortUrl);
        Assert.Equal("https://example.com/", await server.FollowAsync("kept"));

        _folder.Write("settings.json", """{ "base-url": "https://new.example" }""");
        server.Process.Signal(ProcessHost.SigHup);
        await server.Process.WaitForLineAsync(": Shortener.Server is up after", skip: 1);
        var link = await server.FindAsync("kept");
        Assert.Equal(("https://new.example/kept", 1L), (link?.ShortUrl, link?.Clicks));

        await server.StopAsync();
    }

    [Theory, EachFlavour]
    public async Task SIGHUP_under_load_fails_no_request_and_loses_no_click(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using var server = await ShortenerHost.StartAsync(program, _folder.Path);
        var load = new Load(server);
        await load.WarmAsync();
        for (var reload = 1; reload <= 3; reload++)
        {
            server.Process.Signal(ProcessHost.SigHup);
            await server.Process.WaitForLineAsync(": Shortener.Server is up after", skip: reload);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        await server.StopAsync();
        Assert.Single(server.Process.Output, line => line.Contains("Listening on ", StringComparison.Ordinal));
        await using var again = await ShortenerHost.StartAsync(program, _folder.Path);
        foreach (var (code, url) in load.Acknowledged)
        {
            var link = await again.FindAsync(code);
            Assert.Equal((url, load.Followed.GetValueOrDefault(code)), (link?.Url, link?.Clicks));
        }
    }

    [Theory]
    [EachFlavour(ProcessHost.SigInt)]
    [EachFlavour(ProcessHost.SigTerm)]
    public async Task S5_two_SIGHUP_and_a_stop_signal_are_three_cycles_and_exit_code_0(Flavour flavour, int signal)
    {
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, "--cache", "off", "--report");
        await server.Process.WaitForLineAsync(": Shortener.Server is up after");
        server.Process.Signal(ProcessHost.SigHup);
        await server.Process.WaitForLineAsync(": Shortener.Server is up after", skip: 1);
        server.Process.Signal(ProcessHost.SigHup);
        await server.Process.WaitForLineAsync(": Shortener.Server is up after", skip: 2);
        await server.CreateAsync("https://example.com/", "kept");
        Assert.Equal("https://example.com/", await server.FollowAsync("kept"));
        server.Process.Signal(signal);

        Assert.Equal(0, await server.Process.WaitForExitAsync());
        Assert.Equal(3, server.Process.Output.Count(line => line.Contains("links.log holds", StringComparison.Ordinal)));
        Assert.Single(server.Process.Output, line => line.Contains("Shortener.LinkCache is disabled: IsWanted said no", StringComparison.Ordinal));
        Assert.Contains(server.Process.Output, line => line.StartsWith("critical chain: ", StringComparison.Ordinal));
    }

    [Theory]
    [EachFlavour("file")]
    [EachFlavour("postgres")]
    public async Task R7_readiness_ends_with_the_signal_and_during_the_delay_everything_is_answered(Flavour flavour, string store)
    {
        // A delay that does not end by itself: what is seen, is seen in it.
        var program = await programs.GetAsync("Shortener", flavour);
        await using var server = await ShortenerHost.StartAsync(program, _folder.Path,
            [.. await StoreSettingsAsync(program, store), "--drain-seconds", "3600"]);
        await server.UntilReadyAsync();
        Assert.Contains("\"status\":\"Ready\"", await server.Http.GetStringAsync("readyz"), StringComparison.Ordinal);
        using var held = await HeldRequest.BeginAsync(server.Address, "https://example.com/held", "held");

        server.Process.Signal(ProcessHost.SigTerm);
        await server.UntilNotReadyAsync();

        Assert.Contains("\"status\":\"Draining\"", await server.Http.GetStringAsync("livez"), StringComparison.Ordinal);
        Assert.Equal("HTTP/1.1 201 Created", await held.CompleteAsync());
        await server.CreateAsync("https://example.com/new", "new");
        Assert.Equal("https://example.com/held", await server.FollowAsync("held"));
        Assert.Equal("https://example.com/new", await server.FollowAsync("new"));
        await server.UntilNotReadyAsync();
        Assert.DoesNotContain(server.Process.Output, line => line.Contains("Draining: ", StringComparison.Ordinal));

        Assert.Equal(143, await server.Process.SignalUntilExitAsync(ProcessHost.SigTerm));
    }

    private async Task<string[]> StoreSettingsAsync(IReadOnlyList<string> program, string store)
    {
        if (store == "file")
            return [];

        string[] settings = ["--database", await postgres.CreateDatabaseAsync()];
        var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "migrate", .. settings], _folder.Path);
        Assert.True(exitCode == 0, string.Join('\n', errors));
        return ["--store", "postgres", .. settings];
    }
}
