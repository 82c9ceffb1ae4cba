using System.Net.Sockets;
using System.Text;

namespace Lifecycle.Hosting.Systemd;

/// <summary>The socket on which systemd takes notifications of a service of <c>Type=notify</c>.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _address;

    // An abstract name begins with a zero byte, which no environment variable can contain.
    public NotifySocket(string path) => _address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);

    /// <summary>The socket that the environment names; <see langword="null"/> if the process was not started by systemd in this way.</summary>
    public static string? PathFromEnvironment() => Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 } path ? path : null;

    /// <summary>The time within which systemd expects a sign of life; <see langword="null"/> if it expects none of this process.</summary>
    public static TimeSpan? WatchdogFromEnvironment()
    {
        var process = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (!string.IsNullOrEmpty(process) && process != Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return null;

        return long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary>Sends assignments, one a line.</summary>
    /// <exception cref="SocketException">Nothing receives.</exception>
    public void Send(string assignments) => _socket.SendTo(Encoding.UTF8.GetBytes(assignments), _address);

    public void Dispose() => _socket.Dispose();
}
