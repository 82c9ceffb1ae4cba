using System.Net.Sockets;

namespace Lifecycle;

/// <summary>Waits until a port accepts connections.</summary>
public abstract class TcpReadiness : Readiness
{
    private readonly string _host;
    private readonly int _port;

    /// <summary>Waits for a port.</summary>
    /// <param name="host">The name or address of the machine.</param>
    /// <param name="port">The port.</param>
    /// <exception cref="ArgumentException"><paramref name="host"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not from 1 to 65535.</exception>
    protected TcpReadiness(string host, int port)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        _host = host;
        _port = port;
    }

    /// <inheritdoc/>
    protected override string Subject => FormattableString.Invariant($"{_host}:{_port}");

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host, _port, cancellationToken).ConfigureAwait(false);
    }
}
