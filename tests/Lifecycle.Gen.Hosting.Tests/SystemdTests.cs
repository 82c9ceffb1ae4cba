using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Hosting.Tests;

/// <summary>What systemd gets, on a datagram socket as it has one.</summary>
[Collection("exit code")] // The environment is the process's too.
public sealed class SystemdTests : IDisposable
{
    private readonly Journal _journal = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("notify").FullName;
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };

    public void Dispose()
    {
        _systemd.Dispose();
        Directory.Delete(_folder, recursive: true);
        Set(socket: null, watchdog: null);
    }

    [Fact]
    public async Task A_service_is_ready_when_the_host_has_started_and_stopping_when_a_stop_begins()
    {
        using var host = Build(Listen(), watchdog: null);
        await host.StartAsync().InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        await host.StopAsync().InTime();
        Assert.Equal("STOPPING=1\nSTATUS=Stopping\n", Receive());
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public async Task A_long_start_says_which_unit_it_waits_for_and_asks_for_more_time()
    {
        using var host = Build(Listen(), watchdog: null);
        var delay = new TaskCompletionSource();
        host.Services.GetRequiredService<SlowStart>().Delay = delay;
        var start = host.StartAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("EXTEND_TIMEOUT_USEC=15000000\nSTATUS=Starting: waits for Lifecycle.Hosting.Tests.SlowStart\n", Receive());

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("EXTEND_TIMEOUT_USEC=15000000\n", Receive());
        delay.SetResult();
        await start.InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _systemd.Available);
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task A_hangup_reloads_the_workers_and_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "NOT TESTED: SIGHUP, which Windows does not have");
        _ = Handle(signal: 1, handler: 0); // Under nohup it is ignored, and the runtime leaves it so.
        using var host = Build(Listen(), watchdog: null);
        await host.StartAsync().InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        Assert.Equal(0, Kill(Environment.ProcessId, 1));

        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=Reloading\n$", Receive());
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());
        Assert.Equal(2, host.Services.GetRequiredService<SlowStart>().Starts);
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task The_watchdog_gets_a_sign_of_life_twice_in_its_time()
    {
        using var host = Build("@lifecycle-" + Guid.NewGuid().ToString("N"), watchdog: "4000000");
        await host.StartAsync().InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("WATCHDOG=1\n", Receive());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("WATCHDOG=1\n", Receive());
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task Without_a_socket_nothing_is_registered()
    {
        Set(socket: null, watchdog: "4000000");
        var builder = Hosts.Empty(_journal);
        builder.Services.AddSystemdNotifications();
        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(IHostedService));
        using var host = builder.Build();
        await host.StartAsync().InTime();
        await host.StopAsync().InTime();
    }

    [Fact]
    public async Task A_socket_that_nothing_reads_disturbs_nothing()
    {
        Set(Path.Combine(_folder, "absent"), watchdog: null);
        using var host = Build(socket: null, watchdog: null);
        await host.StartAsync().InTime();
        await host.StopAsync().InTime();
    }

    private IHost Build(string? socket, string? watchdog)
    {
        if (socket is not null)
        {
            Set(socket, watchdog);
            _systemd.Bind(new UnixDomainSocketEndPoint(socket[0] == '@' ? '\0' + socket[1..] : socket));
        }

        var builder = Hosts.Empty(_journal);
        builder.Services.AddSingleton<TimeProvider>(_time).AddSystemdNotifications();
        builder.AddWorker<SlowServer>();
        return builder.Build();
    }

    private string Listen() => Path.Combine(_folder, "notify");

    private string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Handle(int signal, nint handler);

    private static void Set(string? socket, string? watchdog)
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", socket);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", watchdog);
    }
}

[Unit]
public sealed partial class SlowStart
{
    public TaskCompletionSource? Delay { get; set; }

    public int Starts { get; private set; }

    [OnStartup]
    private Task OpenAsync(CancellationToken token)
    {
        Starts++;
        return Delay?.Task.WaitAsync(token) ?? Task.CompletedTask;
    }
}

[Worker, Mixin<SlowStart>] public sealed partial class SlowServer;
