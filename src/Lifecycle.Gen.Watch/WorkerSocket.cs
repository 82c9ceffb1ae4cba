using System.Net.Sockets;
using Lifecycle.Watch.Sockets;

namespace Lifecycle.Watch;

/// <summary>
/// A socket in the runtime folder of the user, through which <c>lifecycle ps</c>, <c>watch</c>, <c>stop</c> and <c>reload</c> find a worker of this process.
/// The folder belongs to the user alone, so that no other one can connect. While nothing is connected it does nothing.
/// </summary>
public sealed class WorkerSocket : IAsyncDisposable
{
    private readonly SocketServer _server;

    private WorkerSocket(SocketServer server) => _server = server;

    /// <summary>The path of the socket.</summary>
    public string Path => _server.Path;

    /// <summary>
    /// Opens a socket for a worker, before its start or in a hook of the worker: <c>[OnInit] void Open() => _socket = WorkerSocket.Listen(this);</c>
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="allowActions">Whether the tool may stop, start and reload units; else it only looks.</param>
    /// <param name="log">The observer of the worker whose events the tool shows; <see langword="null"/> for changes of states alone.</param>
    /// <returns>The socket; its disposal closes it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="worker"/> is <see langword="null"/>.</exception>
    /// <exception cref="IOException">The folder of the sockets cannot be made, or belongs to another user.</exception>
    /// <exception cref="SocketException">The socket cannot be opened.</exception>
    public static WorkerSocket Listen(LifecycleWorker worker, bool allowActions = false, WorkerEventLog? log = null)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return new WorkerSocket(SocketServer.Open(worker, allowActions, log));
    }

    /// <summary>Closes the socket and its connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
