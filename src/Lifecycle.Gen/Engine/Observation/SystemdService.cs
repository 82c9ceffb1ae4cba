using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lifecycle.Engine.Observation;

/// <summary>
/// What systemd learns of a service of <c>Type=notify</c>, on the datagram socket that it names in the environment. The package for hosts compiles it too.
/// </summary>
internal sealed class SystemdService : IDisposable
{
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromSeconds(5);

    /// <summary>So many beats may be late before systemd's own limit counts again.</summary>
    private const int ExtensionFactor = 3;

    /// <summary>The longest that a full queue of systemd's may hold up the caller, in milliseconds.</summary>
    private const int SendLimit = 1000;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = SendLimit };
    private readonly UnixDomainSocketEndPoint _address;
    private readonly bool _hasWatchdog;
    private string _step = Starting;
    private string _status = "";

    // An abstract name begins with a zero byte, which no environment variable can contain.
    private SystemdService(string path, TimeSpan? watchdog)
    {
        _address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        _hasWatchdog = watchdog is not null;
        Interval = watchdog is { } limit && limit / 2 < s_longestInterval ? limit / 2 : s_longestInterval;
    }

    private const string Starting = "Starting";
    private const string Up = "Up";
    private const string Reloading = "Reloading";
    private const string Stopping = "Stopping";

    /// <summary>The time between two beats.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Whether the service is to beat while it is up, too.</summary>
    public bool BeatsWhenUp => _hasWatchdog;

    /// <summary>The service as which the process runs; <see langword="null"/> if systemd has not started it as one.</summary>
    public static SystemdService? FromEnvironment() =>
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 } path ? new SystemdService(path, WatchdogFromEnvironment()) : null;

    /// <summary>Adds the units of a worker that are on their way up or down.</summary>
    public static void AddWaits(LifecycleWorker worker, List<string> waits)
    {
        foreach (var unit in worker.Units)
        {
            if (unit.State is UnitState.Starting or UnitState.Stopping)
                waits.Add(unit.Id);
        }
    }

    /// <exception cref="SocketException">Nothing receives.</exception>
    public void IsReady() => Enter(Up, "READY=1\n");

    /// <exception cref="SocketException">Nothing receives.</exception>
    public void IsReloading()
    {
        // That of CLOCK_MONOTONIC, which is the system's whatever the clock of the worker is.
        var microseconds = TimeProvider.System.GetTimestamp() / (TimeProvider.System.TimestampFrequency / 1_000_000);
        Enter(Reloading, string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}\n"));
    }

    /// <summary>A stop begins; what has been said is not said again.</summary>
    /// <exception cref="SocketException">Nothing receives.</exception>
    public void IsStopping()
    {
        if (_step != Stopping)
            Enter(Stopping, "STOPPING=1\n");
    }

    /// <summary>A sign of life, more time for what is not over, and what is waited for.</summary>
    /// <exception cref="SocketException">Nothing receives.</exception>
    public void Beat(bool isAlive, IReadOnlyList<string> waits)
    {
        lock (_socket)
        {
            var text = new StringBuilder(_hasWatchdog && isAlive ? "WATCHDOG=1\n" : "");
            if (_step != Up)
                text.Append(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)(Interval * ExtensionFactor).TotalMicroseconds}\n");

            var status = waits.Count == 0 ? _step : $"{_step}: waits for {string.Join(", ", waits)}";
            if (status != _status)
                text.Append(CultureInfo.InvariantCulture, $"STATUS={status}\n");

            _status = status;
            if (text.Length > 0)
                Send(text.ToString());
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The time within which systemd expects a sign of life; <see langword="null"/> if it expects none of this process.</summary>
    private static TimeSpan? WatchdogFromEnvironment()
    {
        var process = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (!string.IsNullOrEmpty(process) && process != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            return null;

        return long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > 0
                ? TimeSpan.FromMicroseconds(microseconds)
                : null;
    }

    private void Enter(string step, string assignments)
    {
        lock (_socket)
        {
            _step = step;
            _status = step;
            Send($"{assignments}STATUS={step}\n");
        }
    }

    private void Send(string assignments) => _socket.SendTo(Encoding.UTF8.GetBytes(assignments), _address);
}
