using System.Globalization;
using System.Net.Sockets;

namespace Lifecycle.Watch.Sockets;

/// <summary>Accepts connections, each of which asks one thing.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private static int s_count;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly LifecycleWorker _worker;
    private readonly bool _allowActions;
    private readonly WorkerEventLog? _log;
    private readonly List<Task> _conversations = [];
    private readonly Task _accepting;

    private SocketServer(Socket socket, string path, LifecycleWorker worker, bool allowActions, WorkerEventLog? log)
    {
        _socket = socket;
        Path = path;
        _worker = worker;
        _allowActions = allowActions;
        _log = log;
        _accepting = AcceptAsync();
    }

    public string Path { get; }

    /// <summary>Opens the socket of a worker: several in one process have numbers.</summary>
    public static SocketServer Open(LifecycleWorker worker, bool allowActions, WorkerEventLog? log)
    {
        var number = Interlocked.Increment(ref s_count);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{number}.sock");
        var path = System.IO.Path.Combine(SocketFolder.Make(), name);
        File.Delete(path); // Of a process that had the number before.
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new SocketServer(socket, path, worker, allowActions, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_conversations).ConfigureAwait(false);
        File.Delete(Path);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket connection;
            try
            {
                connection = await _socket.AcceptAsync(_end.Token).ConfigureAwait(false);
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                return;
            }

            _conversations.RemoveAll(static task => task.IsCompleted);
            _conversations.Add(Task.Run(() => TalkAsync(connection), CancellationToken.None));
        }
    }

    private async Task TalkAsync(Socket connection)
    {
        var stream = new NetworkStream(connection, ownsSocket: true);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                await new Conversation(_worker, _allowActions, _log, stream).RunAsync(_end.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                // The client has left, or the socket is closed.
            }
        }
    }
}
