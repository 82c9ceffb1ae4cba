using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>What systemd gets of a worker without a host, on a datagram socket as it has one.</summary>
public sealed class SystemdTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notify").FullName;
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };

    public void Dispose()
    {
        _systemd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_worker_says_that_it_is_ready_reloads_and_stops()
    {
        var rig = new Rig { NotifySystemd = true };
        rig.Unit("a").Unit("b", "a", u => u.Marks(Hook.OnShutdown, Hook.OnExit));
        var worker = Build(rig, watchdog: null);
        var before = Microseconds();

        await worker.StartAsync().InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        await worker.ReloadAsync().InTime();
        var reloading = Receive().Split('\n');
        Assert.Equal(("RELOADING=1", "STATUS=Reloading"), (reloading[0], reloading[2]));
        Assert.InRange(long.Parse(reloading[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, Microseconds());
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        await worker.DisposeAsync();
        Assert.Equal("STOPPING=1\nSTATUS=Stopping\n", Receive());
        Assert.Equal(0, _systemd.Available);
        Assert.Equal(0, rig.Time.LiveTimers);
    }

    [Fact]
    public async Task A_start_and_a_stop_ask_for_time_and_name_what_they_wait_for_as_long_as_they_last()
    {
        var rig = new Rig { NotifySystemd = true };
        rig.Unit("a", "", u => u.On(Hook.OnStartup, token => rig.Delay(11, token)).On(Hook.OnShutdown, token => rig.Delay(6, token)));
        var worker = Build(rig, watchdog: null);

        var start = worker.StartAsync();
        rig.Advance(20);
        await start.InTime();
        Assert.Equal(
            ["EXTEND_TIMEOUT_USEC=15000000\nSTATUS=Starting: waits for a\n", "EXTEND_TIMEOUT_USEC=15000000\n", "READY=1\nSTATUS=Up\n"],
            [Receive(), Receive(), Receive()]);
        Assert.Equal(0, _systemd.Available);

        var stop = worker.StopAsync();
        rig.Advance(20);
        await stop.InTime();
        Assert.Equal(
            ["STOPPING=1\nSTATUS=Stopping\n", "EXTEND_TIMEOUT_USEC=15000000\nSTATUS=Stopping: waits for a\n"], [Receive(), Receive()]);
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public async Task A_start_that_fails_is_a_stop()
    {
        var rig = new Rig { NotifySystemd = true };
        rig.Unit("a", "", u => u.On(Hook.OnStartup, _ => throw new InvalidOperationException("no")));

        await Assert.ThrowsAsync<UnitStartException>(() => Build(rig, watchdog: null).StartAsync().InTime());

        Assert.Equal("STOPPING=1\nSTATUS=Stopping\n", Receive());
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public async Task The_watchdog_gets_a_sign_of_life_twice_in_its_time_while_the_worker_is_up()
    {
        var rig = new Rig { NotifySystemd = true };
        rig.Unit("a");
        var worker = Build(rig, watchdog: "4000000");
        await worker.StartAsync().InTime();
        Assert.Equal("READY=1\nSTATUS=Up\n", Receive());

        rig.Advance(5);
        Assert.Equal(["WATCHDOG=1\n", "WATCHDOG=1\n"], [Receive(), Receive()]);
        Assert.Equal(0, _systemd.Available);

        await worker.StopAsync().InTime();
        Assert.Equal("STOPPING=1\nSTATUS=Stopping\n", Receive());
        rig.Advance(5);
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public async Task A_socket_that_nothing_reads_is_a_warning_and_stops_nothing()
    {
        using var log = new LogSpy(_ => { });
        var rig = new Rig { NotifySystemd = true };
        rig.Unit("a");
        SetEnvironment(Path.Combine(_folder, "absent"), watchdog: null);
        var worker = rig.Build(logger: log);
        SetEnvironment(socket: null, watchdog: null);

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal(UnitState.Stopped, worker.State);
        Assert.Single(log.Messages, "An observer of Test.Worker failed; nothing more is said of its failures");
    }

    [Fact]
    public void Without_a_socket_nothing_is_made_for_it()
    {
        SetEnvironment(socket: null, watchdog: null);
        var options = new WorkerOptions { NotifySystemd = true };

        Assert.True(options.NotifySystemd);
        Assert.Null(options.MakeNotifier);
        Assert.Null(options.MakeObservation);
    }

    private TestWorker Build(Rig rig, string? watchdog)
    {
        var path = Path.Combine(_folder, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        SetEnvironment(path, watchdog);
        var worker = rig.Build();
        SetEnvironment(socket: null, watchdog: null); // Read when the options are made.
        return worker;
    }

    private string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }

    private static long Microseconds() => (long)TimeProvider.System.GetElapsedTime(0).TotalMicroseconds;

    private static void SetEnvironment(string? socket, string? watchdog)
    {
        Environment.SetEnvironmentVariable("NOTIFY_SOCKET", socket);
        Environment.SetEnvironmentVariable("WATCHDOG_USEC", watchdog);
    }
}
