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
            (["--listen", "127.0.0.1"], [], "--listen must be an address and a port, such as 127.0.0.1:5080, not '127.0.0.1'."),
            ([], [("SHORTENER_FLUSH_SECONDS", "soon")], "SHORTENER_FLUSH_SECONDS must be a number of seconds from 0.01 to 3600, not 'soon'."),
            (["--settings", "bad.json"], [], "bad.json, \"cache-size\" must be a number from 1 to 10000000, not '-5'."),
            (["--settings", "typo.json"], [], "typo.json, \"cachesize\" is not a setting."),
            (["--settings", "broken.json"], [], "The settings file broken.json cannot be read: "),
            (["--settings", "none.json"], [], "The settings file none.json cannot be read: "),
            (["--code-length", "0"], [("SHORTENER_BASE_URL", "gopher://x")],
                "SHORTENER_BASE_URL must be an http or https address without user, query and fragment, not 'gopher://x'; --code-length must be a "
                + "number from 1 to 30, not '0'."),
            (["--database", "Password=secret;nonsense"], [], "--database must be a PostgreSQL connection string."),
            (["--database", "Host=x;Password=secret;Minimum Pool Size=5;Maximum Pool Size=1"], [], "--database must be a PostgreSQL connection string."),
            (["--settings", ""], [], "The settings file '' cannot be read: "),
            (["--settings", "."], [], "The settings file . cannot be read: "),
            (["--settings", "list.json"], [], "The settings file list.json cannot be read: "),
            (["--settings", "twice.json"], [], "twice.json, \"cache-size\" is there twice."),
            (["--settings", "zero.json"], [], "zero.json, \"links-file\" must be a file name"),
            ([], [("SHORTENER_CACHE_SIZE", "5"), ("SHORTENER_cache_size", "6")], "SHORTENER_CACHE_SIZE is there twice."),
            ([], [("SHORTENER_CACHESIZE", "5")], "SHORTENER_CACHESIZE is not a setting."),
            (["--base-url", "https://sho.rt/?to="], [],
                "--base-url must be an http or https address without user, query and fragment, not 'https://sho.rt/?to='."),
            (["--hosts", "sho.rt,https://x"], [],
                "--hosts must be names or addresses with commas between them, such as sho.rt,localhost, not 'sho.rt,https://x'."),
            (["--grace-seconds", "-1"], [], "--grace-seconds must be a number of seconds from 0 to 3600, not '-1'."),
        ];
        var program = await programs.GetAsync("Shortener", flavour);
        foreach (var (arguments, environment, line) in cases)
        {
            var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "serve", .. arguments], _folder.Path, environment.ToDictionary());
            Assert.Equal(1, exitCode);
            Assert.Contains(line, Assert.Single(errors), StringComparison.Ordinal);
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
