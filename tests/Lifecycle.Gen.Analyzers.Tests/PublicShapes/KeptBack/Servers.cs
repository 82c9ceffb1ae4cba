using System.Net;
using System.Net.Sockets;

/// <summary>Reported: the listener is stopped in the shutdown, which waits until the loop has ended.</summary>
[Unit]
public sealed partial class EchoServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [OnStartup]
    private void Start() => _listener.Start();

    [Background]
    private async Task AcceptAsync(IWorkerContext context)
    {
        while (true) // LCG4011
        {
            var client = await _listener.AcceptTcpClientAsync();
            context.AddTask("client", token => EchoAsync(client, token));
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();

    private static async Task EchoAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
            await client.GetStream().CopyToAsync(client.GetStream(), cancellationToken);
    }
}

/// <summary>Quiet: accepts with the token, and gives each client to the unit.</summary>
[Unit]
public sealed partial class TimeServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [OnStartup]
    private void Start() => _listener.Start();

    [Background]
    private async Task AcceptAsync(IWorkerContext context, CancellationToken stopping)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(stopping);
            context.AddTask("client", token => TellAsync(client, token));
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();

    private static async Task TellAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
            await client.GetStream().WriteAsync(new byte[8], cancellationToken);
    }
}

/// <summary>Reported: a client is a task that nothing owns.</summary>
[Unit]
public sealed partial class ChatServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [OnStartup]
    private void Start() => _listener.Start();

    [Background]
    private async Task AcceptAsync(CancellationToken stopping)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(stopping);
            _ = Task.Run(() => TalkAsync(client, stopping), stopping); // LCG4001 warning
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();

    private static Task TalkAsync(TcpClient client, CancellationToken cancellationToken) => client.GetStream().CopyToAsync(Stream.Null, cancellationToken);
}

/// <summary>Quiet: the accept loop is kept in a field and ended in the shutdown; its source is an own one.</summary>
[Unit]
public sealed partial class FingerServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 79);
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    [OnStartup]
    private void Start()
    {
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    [OnShutdown]
    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            await client.GetStream().WriteAsync(new byte[1], cancellationToken);
        }
    }
}

/// <summary>Reported: the accept loop is started by the start and dropped, an error; to await it would keep the start from ending.</summary>
[Unit]
public sealed partial class DaytimeServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 13);

    [OnStartup]
    private void Start()
    {
        _listener.Start();
        _ = AcceptAsync(); // LCG4001 error
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();

    private async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(new byte[1]);
        }
    }
}

/// <summary>Quiet: ready is signalled through a source that is handed to the loop, and the loop is kept.</summary>
[Unit]
public sealed partial class ProbeServer
{
    private Task? _serving;

    [OnStartup]
    private Task StartAsync(IWorkerContext context)
    {
        var bound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _serving = ServeAsync(bound, context.Stopping);
        return bound.Task;
    }

    [OnShutdown]
    private Task StopAsync() => _serving ?? Task.CompletedTask;

    private static async Task ServeAsync(TaskCompletionSource bound, CancellationToken cancellationToken)
    {
        await Task.Yield();
        bound.SetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}

/// <summary>Quiet: the call is dropped, but the source that it was handed tells of its end and of its failure.</summary>
[Unit]
public sealed partial class HandshakeClient
{
    [OnStartup]
    private Task StartAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<int>();
        _ = ShakeAsync(done, cancellationToken);
        return done.Task;
    }

    private static async Task ShakeAsync(TaskCompletionSource<int> done, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(10, cancellationToken);
            done.SetResult(1);
        }
        catch (Exception error)
        {
            done.SetException(error);
        }
    }
}

/// <summary>Quiet: datagrams, received with the token.</summary>
[Unit]
public sealed partial class DiscoveryResponder : IDisposable
{
    private readonly UdpClient _socket = new();

    [Background]
    private async Task AnswerAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var datagram = await _socket.ReceiveAsync(stopping);
                await _socket.SendAsync(datagram.Buffer, datagram.RemoteEndPoint, stopping);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>Reported: looks at the token, and then waits for a datagram without it, perhaps for ever.</summary>
[Unit]
public sealed partial class BeaconListener : IDisposable
{
    private readonly UdpClient _socket = new();

    [Background]
    private async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested) // LCG4005
            Out.Line(await _socket.ReceiveAsync());
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>Quiet: the registration closes the socket, and the wait ends with an exception.</summary>
[Unit]
public sealed partial class SyslogReceiver
{
    [Background]
    private async Task ReceiveAsync(CancellationToken stopping)
    {
        using var socket = new UdpClient();
        using var closing = stopping.Register(socket.Close);
        while (true)
            Out.Line(await socket.ReceiveAsync());
    }
}

/// <summary>Quiet: one client at a time, closed by a registration in the loop.</summary>
[Unit]
public sealed partial class PrintGateway
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 9100);

    [Background]
    private async Task ServeAsync(CancellationToken stopping)
    {
        _listener.Start();
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(stopping);
            using var closing = stopping.Register(client.Close);
            await client.GetStream().CopyToAsync(Stream.Null);
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();
}
