using System.Globalization;
using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lifecycle.Hosting.Tests;

/// <summary>The inputs of a worker come from the services and the configuration of the host.</summary>
public sealed class InputTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Every_simple_type_is_read_invariantly_from_the_section_of_the_worker()
    {
        var builder = Hosts.Empty(_journal,
            ("TypesServer:Text", "a,b"), ("TypesServer:Number", "-7"), ("TypesServer:Ratio", "0.25"), ("TypesServer:Money", "1234.5"),
            ("TypesServer:IsOn", "true"), ("TypesServer:Limit", "00:01:30"), ("TypesServer:Address", "http://localhost:5000/"),
            ("TypesServer:Key", "0f8fad5b-d9cb-469f-a165-70867728950e"), ("TypesServer:Day", "2026-02-03"), ("TypesServer:Weekday", "friday"),
            ("TypesServer:Build", "1.2.3"), ("TypesServer:Culture", ""), ("TypesServer:Perhaps", "3"), ("TypesServer:Letter", "x"));
        builder.AddWorker<TypesServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        var types = host.Services.GetRequiredService<Types>();
        await host.StopAsync().InTime();

        Assert.Equal(
            "a,b|-7|0.25|1234.5|True|00:01:30|http://localhost:5000/|0f8fad5b-d9cb-469f-a165-70867728950e|02/03/2026|Friday|1.2.3||3|x"
            + "|5|none|||Monday|00:00:00",
            types.ToString());
    }

    [Fact]
    public async Task All_that_is_missing_is_one_error_with_key_or_registration_and_taker()
    {
        var builder = Hosts.Empty(_journal, ("TypesServer:Text", "a"), ("TypesServer:Number", "many"), ("TypesServer:Weekday", "some day"));
        builder.AddWorker<TypesServer>();
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Equal(
            """
            TypesServer cannot be made, because inputs of it are missing or cannot be read:
              Uri address of Lifecycle.Hosting.Tests.Types: set TypesServer:Address in the configuration
              Version build of Lifecycle.Hosting.Tests.Types: set TypesServer:Build in the configuration
              CultureInfo culture of Lifecycle.Hosting.Tests.Types: set TypesServer:Culture in the configuration
              DateOnly day of Lifecycle.Hosting.Tests.Types: set TypesServer:Day in the configuration
              bool isOn of Lifecycle.Hosting.Tests.Types: set TypesServer:IsOn in the configuration
              Guid key of Lifecycle.Hosting.Tests.Types: set TypesServer:Key in the configuration
              char letter of Lifecycle.Hosting.Tests.Types: set TypesServer:Letter in the configuration
              TimeSpan limit of Lifecycle.Hosting.Tests.Types: set TypesServer:Limit in the configuration
              decimal money of Lifecycle.Hosting.Tests.Types: set TypesServer:Money in the configuration
              int number of Lifecycle.Hosting.Tests.Types: the value of TypesServer:Number is no Int32
              double ratio of Lifecycle.Hosting.Tests.Types: set TypesServer:Ratio in the configuration
              DayOfWeek weekday of Lifecycle.Hosting.Tests.Types: the value of TypesServer:Weekday is no DayOfWeek
            """,
            failure.Message);
        Assert.Equal("", _journal.ToString());
    }

    [Fact]
    public async Task A_missing_service_is_reported_with_the_registration_that_gives_it()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddWorker<PlatformServer>();
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Contains(
            "IHttpClientFactory clients of Lifecycle.Hosting.Tests.Platform: add it to the services, as with AddSingleton<IHttpClientFactory>(…)",
            failure.Message, StringComparison.Ordinal);
        Assert.Contains("AddSingleton<Journal>(…)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_arrays_are_services_with_their_names_as_keys_and_an_input_of_its_own_is_read_by_its_name()
    {
        var builder = Hosts.Empty(_journal, ("NamedServer:Name", "one"), ("NamedServer:OtherName", "two"));
        builder.Services.AddKeyedSingleton<string[]>("hosts", ["a", "b"]).AddKeyedSingleton<string[]>("peers", ["c"]).AddSingleton<int[]>([7]);
        builder.AddWorker<NamedServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal("one a+b 7, two c", _journal.ToString());
    }

    [Fact]
    public async Task A_missing_array_is_reported_with_its_key()
    {
        var builder = Hosts.Empty(_journal, ("NamedServer:Name", "one"), ("NamedServer:OtherName", "two"));
        builder.Services.AddSingleton<string[]>(["a"]).AddSingleton<int[]>([7]);
        builder.AddWorker<NamedServer>();
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Contains(
            "string[] peers of Lifecycle.Hosting.Tests.NamedPeers: add it to the services by its name, as with AddKeyedSingleton<string[]>(\"peers\", …)",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_the_worker_owns_is_disposed_after_the_units()
    {
        var source = new OwnedSource(_journal);
        var builder = Hosts.Empty(_journal);
        builder.Services.AddSingleton(source);
        builder.AddWorker<OwningServer>();
        using (var host = builder.Build())
        {
            await host.StartAsync().InTime();
            await host.StopAsync().InTime();
        }

        Assert.Equal("closed, unit disposed, source disposed", _journal.ToString());
    }

    [Fact]
    public async Task Services_of_the_platform_just_work()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(_journal).AddHttpClient().Configure<PlatformOptions>(options => options.Name = "configured");
        builder.AddWorker<PlatformServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal("configured Production True True", _journal.ToString());
    }

    [Fact]
    public async Task The_clock_and_the_loggers_are_those_of_the_host_unless_the_options_have_their_own()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddWorker<ClockServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        Assert.Same(time, host.Services.GetRequiredService<ClockUnit>().Time);
        await host.StopAsync().InTime();
    }
}

[Unit]
public sealed partial class Types(string text, int number, double ratio, decimal money, bool isOn, TimeSpan limit, Uri address, Guid key, DateOnly day,
    DayOfWeek weekday, Version build, CultureInfo culture, int? perhaps, char letter, int retries = 5, string name = "none", string? nothing = null,
    Uri? proxy = null, DayOfWeek first = DayOfWeek.Monday, TimeSpan pause = default)
{
    public override string ToString() => string.Join('|', new object?[]
    {
        text, number, ratio.ToString(CultureInfo.InvariantCulture), money.ToString(CultureInfo.InvariantCulture), isOn, limit, address, key,
        day.ToString(CultureInfo.InvariantCulture), weekday, build, culture, perhaps, letter, retries, name, nothing, proxy, first, pause,
    });
}

[Worker, Mixin<Types>] public sealed partial class TypesServer;

public sealed class PlatformOptions
{
    public string Name { get; set; } = "";
}

[Unit]
public sealed partial class Platform(IOptions<PlatformOptions> options, IHostEnvironment environment, IConfiguration configuration, IHttpClientFactory clients,
    Journal journal)
{
    [OnStartup]
    private void Open() => journal.Add($"{options.Value.Name} {environment.EnvironmentName} {configuration is not null} {clients is not null}");
}

[Worker, Mixin<Platform>] public sealed partial class PlatformServer;

[Unit]
public sealed partial class ClockUnit(TimeProvider time)
{
    public TimeProvider Time => time;
}

[Worker, Mixin<ClockUnit>] public sealed partial class ClockServer;

[Unit]
public sealed partial class NamedHosts(string name, string[] hosts, int[] ports, Journal journal)
{
    [OnStartup] private void Open() => journal.Add($"{name} {string.Join('+', hosts)} {string.Join('+', ports)}");
}

[Unit, DependsOn<NamedHosts>]
public sealed partial class NamedPeers(string name, string[] peers, Journal journal)
{
    [OnStartup] private void Open() => journal.Add($"{name} {string.Join('+', peers)}");
}

[Worker, Mixin<NamedPeers>, Input<NamedPeers>("name", Name = "otherName")] public sealed partial class NamedServer;

public sealed class OwnedSource(Journal journal) : IDisposable
{
    public void Dispose() => journal.Add("source disposed");
}

[Unit]
public sealed partial class SourceUser([OwnedByWorker] OwnedSource source, Journal journal) : IDisposable
{
    [OnShutdown] private void Close() => journal.Add(source is null ? "nothing" : "closed");

    public void Dispose() => journal.Add("unit disposed");
}

[Worker, Mixin<SourceUser>] public sealed partial class OwningServer;
