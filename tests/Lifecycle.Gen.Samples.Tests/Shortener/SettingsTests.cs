using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>What the program says when it is called or configured wrongly.</summary>
public sealed class SettingsTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task A_broken_setting_gives_exit_code_1_and_one_clear_line(Flavour flavour)
    {
        _folder.Write("bad.json", """{ "cache-size": -5 }""");
        _folder.Write("typo.json", """{ "cachesize": 5 }""");
        _folder.Write("broken.json", "{");
        _folder.Write("list.json", "[]");
        _folder.Write("twice.json", """{ "cache-size": 5, "cache-size": 6 }""");
        _folder.Write("zero.json", """{ "links-file": "a\u0000b" }""");
        (string[] Arguments, (string, string)[] Environment, string Line)[] cases =
        [
            (["--listen", "127.0.0.1"], [],
                "listen = '127.0.0.1' (CommandLineConfigurationProvider): It must be an address and a port, such as 127.0.0.1:5080."),
            ([], [("SHORTENER_FLUSH_SECONDS", "soon")], "flush-seconds = 'soon' (environment, SHORTENER_): it is no System.Double"),
            ([], [("SHORTENER_FLUSH_SECONDS", "NaN")],
                "flush-seconds = 'NaN' (environment, SHORTENER_): The field ShortenerOptions.FlushSeconds must be between 0.01 and 3600."),
            (["--settings", "bad.json"], [],
                "cache-size = '-5' (JsonConfigurationProvider for 'bad.json' (Required)): "
                + "The field ShortenerOptions.CacheSize must be between 1 and 10000000."),
            (["--settings", "typo.json"], [], "cachesize = '5' (JsonConfigurationProvider for 'typo.json' (Required)): it is no setting of ShortenerOptions"),
            (["--settings", "broken.json"], [], "The settings file broken.json cannot be read: "),
            (["--settings", "none.json"], [], "The settings file none.json cannot be read: "),
            (["--code-length", "0"], [("SHORTENER_BASE_URL", "gopher://x")],
                "2 settings are wrong: base-url = 'gopher://x' (environment, SHORTENER_): It must be an http or https address without user, query and "
                + "fragment. code-length = '0' (CommandLineConfigurationProvider): The field ShortenerOptions.CodeLength must be between 1 and 30."),
            (["--database", "Password=secret;nonsense"], [], "database (CommandLineConfigurationProvider): It must be a PostgreSQL connection string."),
            (["--database", "Host=x;Password=secret;Minimum Pool Size=5;Maximum Pool Size=1"], [],
                "database (CommandLineConfigurationProvider): It must be a PostgreSQL connection string."),
            (["--settings", ""], [], "The settings file '' cannot be read: "),
            (["--settings", "."], [], "The settings file . cannot be read: "),
            (["--settings", "list.json"], [], "The settings file list.json cannot be read: "),
            (["--settings", "twice.json"], [], "The settings file twice.json cannot be read: A duplicate key 'cache-size' was found."),
            (["--settings", "zero.json"], [], "links-file = 'a\0b' (JsonConfigurationProvider for 'zero.json' (Required)): It must be a file name."),
            ([], [("SHORTENER_CACHE_SIZE", "5"), ("SHORTENER_cache_size", "6")], "SHORTENER_CACHE_SIZE is there twice."),
            ([], [("SHORTENER_CACHESIZE", "5")], "cachesize = '5' (environment, SHORTENER_): it is no setting of ShortenerOptions"),
            (["--base-url", "https://sho.rt/?to="], [], "base-url = 'https://sho.rt/?to=' (CommandLineConfigurationProvider): It must be an http or https"),
            (["--hosts", "sho.rt,https://x"], [],
                "hosts = 'sho.rt,https://x' (CommandLineConfigurationProvider): It must be names or addresses with commas between them"),
            (["--grace-seconds", "-1"], [], "grace-seconds = '-1' (CommandLineConfigurationProvider): "),
        ];
        var program = await programs.GetAsync("Shortener", flavour);
        foreach (var (arguments, environment, line) in cases)
        {
            var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "serve", .. arguments], _folder.Path, environment.ToDictionary());
            Assert.Equal(1, exitCode);
            Assert.Contains(line, string.Join(' ', errors.Select(error => error.Trim())), StringComparison.Ordinal);
            Assert.DoesNotContain(errors, error => error.TrimStart().StartsWith("at ", StringComparison.Ordinal)); // No stack.
            Assert.DoesNotContain(errors, error => error.Contains("secret", StringComparison.Ordinal));
        }

        Assert.False(File.Exists(_folder.File("links.log")), "Nothing may be touched before the settings are known to be right.");
    }

    [Theory, EachFlavour]
    public async Task Arguments_come_before_the_environment_and_that_before_the_file(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        _folder.Write("settings.json", """{ "links-file": "/nowhere/file", "cache-size": "none" }""");
        var environment = new Dictionary<string, string>
        {
            ["SHORTENER_SETTINGS"] = "settings.json",
            ["SHORTENER_LINKS_FILE"] = "/nowhere/environment",
            ["SHORTENER_CACHE_SIZE"] = "5",
        };
        await using var server = ProcessHost.Start([.. program, "serve", "--listen=127.0.0.1:0", "--links-file=here.log"], _folder.Path, environment);
        await server.WaitForLineAsync("Listening on ");
        Assert.True(File.Exists(_folder.File("here.log")));
    }

    [Theory, EachFlavour]
    public async Task A_file_that_changes_is_read_again_when_asked_and_a_wrong_value_in_it_ends_the_server(Flavour flavour)
    {
        _folder.Write("settings.json", """{ "listen": "127.0.0.1:0", "base-url": "https://one.example" }""");
        await using var server = ProcessHost.Start(
            [.. await programs.GetAsync("Shortener", flavour), "serve", "--watch", "on", "--settings", "settings.json"], _folder.Path);
        await server.WaitForLineAsync("Listening on ");
        await server.WaitForLineAsync("Server is up after");

        _folder.Write("settings.json", """{ "listen": "127.0.0.1:0", "base-url": "https://two.example" }""");
        await server.WaitForLineAsync("Reload begins");
        await server.WaitForLineAsync("Server is up after", skip: 1);

        _folder.Write("settings.json", """{ "listen": "127.0.0.1:0", "cache-size": 0 }""");
        Assert.Equal(1, await server.WaitForExitAsync());
        Assert.Contains(server.Errors, line => line.Contains("cache-size = '0' (JsonConfigurationProvider", StringComparison.Ordinal));
    }

    [Theory, EachFlavour]
    public async Task What_Kubernetes_sets_for_a_service_of_this_name_is_no_setting(Flavour flavour)
    {
        var environment = new Dictionary<string, string>
        {
            ["SHORTENER_SERVICE_HOST"] = "10.0.0.1",
            ["SHORTENER_SERVICE_PORT_HTTP"] = "80",
            ["SHORTENER_PORT"] = "tcp://10.0.0.1:80",
            ["SHORTENER_PORT_80_TCP_ADDR"] = "10.0.0.1",
        };
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, [], environment);
        await server.StopAsync();
    }

    [Theory, EachFlavour]
    public async Task A_wrong_call_gives_exit_code_2_the_reason_and_the_usage(Flavour flavour)
    {
        (string[] Arguments, string Line)[] cases =
        [
            ([], "Say what to do."),
            (["dance"], "'dance' is not a command."),
            (["serve", "now"], "'now' is one argument too many."),
            (["import"], "import needs the CSV file to read."),
            (["import", "a.csv", "b.csv"], "'b.csv' is one argument too many."),
            (["serve", "--store", "cloud"], "--store is 'file' or 'postgres', not 'cloud'."),
            (["serve", "--watch", "yes"], "--watch is 'on' or 'off', not 'yes'."),
            (["serve", "--listen"], "--listen has no value."),
            (["serve", "--listen", "a", "--listen=b"], "--listen is given twice."),
        ];
        var program = await programs.GetAsync("Shortener", flavour);
        foreach (var (arguments, line) in cases)
        {
            var (exitCode, output, errors) = await ProcessHost.RunAsync([.. program, .. arguments], _folder.Path);
            Assert.Equal(2, exitCode);
            Assert.Empty(output);
            Assert.Equal(line, errors[0]);
            Assert.Contains(errors, error => error.StartsWith("Usage: shortener serve", StringComparison.Ordinal));
        }
    }

    [Theory, EachFlavour]
    public async Task A_port_in_use_gives_exit_code_1_and_leaves_the_store_to_the_next(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using var first = await ShortenerHost.StartAsync(program, _folder.Path, "--links-file", "first.log");

        var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "serve", "--listen", first.Address.Authority], _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains(errors, line => line.Contains($"The server cannot listen on {first.Address.Authority}: ", StringComparison.Ordinal));
        Assert.Single(errors);
        await using var next = await ShortenerHost.StartAsync(program, _folder.Path);
    }
}
