using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Configuration.Tests;

public class SettingsTests
{
    private readonly ChangingSource _source = new() { Values = { ["Shop:Name"] = "links" } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_read_before_anything_starts_with_defaults_for_what_is_not_set()
    {
        _source.Values["Shop:Size"] = "7";
        _source.Values["Shop:Pause"] = "00:00:05";
        _source.Values["Shop:Limits:Rate"] = "2.5";
        await using var worker = new Shop(Build());

        await worker.StartAsync(Token);

        Assert.Equal([7], worker.Counter.Sizes);
        var settings = worker.ShopSettings.Current;
        Assert.Equal(("links", TimeSpan.FromSeconds(5), 2.5, null), (settings.Name, settings.Pause, settings.Limits.Rate, settings.ApiKey));
    }

    [Theory]
    [InlineData("Shop:Size", "0", "Shop:Size = '0' (shop.test): The field ShopOptions.Size must be between 1 and 100.")]
    [InlineData("Shop:Size", "many", "Shop:Size = 'many' (shop.test): it is no System.Int32")]
    [InlineData("Shop:Size", "Host=x;Password=y", "Shop:Size (shop.test): it is no System.Int32")]
    [InlineData("Shop:Name", null, "Shop:Name (not set): The ShopOptions.Name field is required.")]
    [InlineData("Shop:ApiKey", "abc", "Shop:ApiKey (shop.test): The field ShopOptions.ApiKey must be a string or array type with a minimum length of '8'.")]
    [InlineData("Shop:Limits:Rate", "11", "Shop:Limits:Rate = '11' (shop.test): The field ShopOptions.Limits.Rate must be between 0 and 10.")]
    [InlineData("Shop:Limits:Secret", "hunter2", "Shop:Limits:Secret (shop.test): it is no System.Int32")]
    public async Task A_wrong_value_fails_the_start_with_its_key_its_value_unless_it_is_secret_its_source_and_the_rule(string key, string? value, string line)
    {
        _source.Values["Shop:Pause"] = "00:00:01";
        _source.Values[key] = value;
        var worker = new Shop(Build());

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(Token));

        Assert.Equal(("Lifecycle.Configuration.Tests.ShopSettings", "Load", "PreStartup"), (error.Unit, error.Hook, error.Phase));
        var cause = Assert.IsType<SettingsException>(error.InnerException);
        Assert.Equal(line, cause.Message);
        Assert.Null(cause.InnerException); // It may have the value.
        Assert.Equal(1, await Shop.RunAsync(Build(), cancellationToken: Token));
    }

    [Fact]
    public async Task All_broken_rules_are_named_at_once()
    {
        _source.Values["Shop:Size"] = "0";
        _source.Values["Shop:Limits:Rate"] = "-1";
        var worker = new Shop(Build());

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(Token));

        Assert.Equal(
            """
            2 settings are wrong:
              Shop:Size = '0' (shop.test): The field ShopOptions.Size must be between 1 and 100.
              Shop:Limits:Rate = '-1' (shop.test): The field ShopOptions.Limits.Rate must be between 0 and 10.
            """,
            error.InnerException!.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task A_section_that_no_source_has_is_a_fault()
    {
        _source.Values.Clear();
        var worker = new Shop(Build());

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(Token));

        Assert.Equal("Shop has no settings: none of its sources has a key of it.", error.InnerException!.Message);
    }

    [Fact]
    public async Task The_last_source_that_has_the_key_is_named_as_it_describes_itself()
    {
        var chained = new ConfigurationBuilder().AddInMemoryCollection([new("Shop:Name", "inner")]).Add(_source).Build();
        _source.Values["Shop:Size"] = "0";
        chained.Reload();
        var worker = new Shop(new ConfigurationBuilder().AddConfiguration(chained).AddCommandLine(["--Shop:Name=outer"]).Build());

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(Token));

        Assert.StartsWith("Shop:Size = '0' (shop.test): ", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_of_the_worker_reads_the_sources_again()
    {
        await using var worker = new Shop(Build());
        await worker.StartAsync(Token);
        var before = worker.ShopSettings.Current;
        _source.Values["Shop:Size"] = "20";

        await worker.ReloadAsync(Token);

        Assert.Equal([10, 20], worker.Counter.Sizes);
        Assert.Equal((10, 20), (before.Size, worker.ShopSettings.Current.Size));
    }

    [Fact]
    public async Task A_reload_with_a_wrong_value_ends_the_worker()
    {
        await using var worker = new Shop(Build());
        await worker.StartAsync(Token);
        _source.Values["Shop:Size"] = "101";

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.ReloadAsync(Token));

        Assert.StartsWith("Shop:Size = '101'", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(UnitState.Failed, worker.State);
    }

    [Fact]
    public async Task A_source_that_changes_reloads_the_worker_where_that_is_asked_for_and_a_value_differs()
    {
        _source.Values["Rate"] = "1";
        var events = new Reloads();
        await using var worker = new Limiter(Build(), new WorkerOptions { Observer = events });
        await worker.StartAsync(Token);

        _source.Announce(); // As it was.
        Assert.Equal(1, worker.RootSettings.Reads);
        _source.Values["Rate"] = "2";
        _source.Announce();
        await events.First.WaitAsync(Token);

        Assert.Equal((2, 2), (worker.RootSettings.Reads, worker.RootSettings.Current.Rate));
        await worker.StopAsync(Token);
        _source.Values["Rate"] = "3";
        _source.Announce();
        Assert.Equal(2, worker.RootSettings.Reads);
    }

    [Fact]
    public async Task A_check_of_the_programs_own_is_reported_in_its_words()
    {
        _source.Values["Rate"] = "6";
        var worker = new Limiter(Build());

        var error = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(Token));

        Assert.Equal("More than 5 a second is too much.", error.InnerException!.Message);
    }

    [Fact]
    public void A_constructor_that_asks_for_them_is_told_that_it_is_too_early() =>
        Assert.Contains("not read yet", Assert.Throws<InvalidOperationException>(() => new ShopSettings(Build()).Current).Message, StringComparison.Ordinal);

    [Fact]
    public async Task In_a_host_they_come_from_its_configuration()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        ((IConfigurationBuilder)builder.Configuration).Add(_source);
        builder.Configuration["Shop:Size"] = "3";
        builder.AddWorker<Shop>();
        using var host = builder.Build();

        await host.StartAsync(Token);

        Assert.Equal(3, host.Services.GetRequiredService<ISettings<ShopOptions>>().Current.Size);
        await host.StopAsync(Token);
    }

    private IConfigurationRoot Build() => new ConfigurationBuilder().Add(_source).Build();

    /// <summary>Sees reloads end.</summary>
    private sealed class Reloads : IWorkerObserver
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => _first.Task;

        public void OnEvent(in WorkerEvent happening)
        {
            if (happening is { Kind: WorkerEventKind.OperationEnded, Operation: "Reload" })
                _first.TrySetResult();
        }
    }
}
