using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Lifecycle.Watch.Sockets;

namespace Lifecycle.Tool.Watching;

/// <summary>A worker of a running process of the same user, through the socket that it has opened.</summary>
/// <param name="Process">The number of the process.</param>
/// <param name="Socket">The path of the socket.</param>
/// <param name="Snapshot">What it was when it was found.</param>
internal sealed record RunningWorker(int Process, string Socket, JsonElement Snapshot)
{
    /// <summary>The full name of its class.</summary>
    public string Name => Snapshot.GetProperty("worker").GetString()!;

    /// <summary>The running workers, by process; of one process in the order in which they opened their sockets.</summary>
    public static async Task<IReadOnlyList<RunningWorker>> FindAsync(CancellationToken cancellationToken)
    {
        var workers = new List<(RunningWorker Worker, int Number)>();
        if (!Directory.Exists(SocketFolder.Location))
            return [];

        foreach (var path in Directory.GetFiles(SocketFolder.Location, "*.sock"))
        {
            var parts = Path.GetFileName(path).Split('.');
            if (parts.Length == 3 && int.TryParse(parts[0], out var process) && int.TryParse(parts[1], out var number)
                && await AskOnceAsync(path, "snapshot", cancellationToken) is { } snapshot)
                workers.Add((new RunningWorker(process, path, snapshot), number));
        }

        return [.. workers.OrderBy(static found => found.Worker.Process).ThenBy(static found => found.Number).Select(static found => found.Worker)];
    }

    /// <summary>A worker of a process.</summary>
    /// <exception cref="ToolException">There is none, or more than one.</exception>
    public static async Task<RunningWorker> FindAsync(int process, string? worker, CancellationToken cancellationToken)
    {
        var all = (await FindAsync(cancellationToken)).Where(found => found.Process == process).ToList();
        if (all.Count == 0)
        {
            throw new ToolException(
                $"Process {process} has no worker with a socket: 'lifecycle ps' lists those that have one. "
                + "A program opens it with WorkerSocket.Listen(worker).");
        }

        var named = worker is null ? all : all.FindAll(found => found.Name == worker || found.Name.EndsWith("." + worker, StringComparison.Ordinal));
        if (named.Count == 1)
            return named[0];

        var names = string.Join(" | ", all.Select(static found => found.Name));
        throw new ToolException($"Choose one of the workers of process {process} with --worker: {names}.");
    }

    /// <summary>The id of a unit that is named with or without its namespace.</summary>
    /// <exception cref="ToolException">There is none, or more than one.</exception>
    public string UnitNamed(string name)
    {
        var ids = Snapshot.GetProperty("units").EnumerateArray().Select(static unit => unit.GetProperty("id").GetString()!).ToList();
        var found = ids.FindAll(id => id == name || id.EndsWith("." + name, StringComparison.Ordinal));
        return found.Count == 1
            ? found[0]
            : throw new ToolException($"{Name} has {(found.Count == 0 ? "no unit" : "more than one unit")} '{name}'. Its units: {string.Join(", ", ids)}.");
    }

    /// <summary>The answer to a request; <see langword="null"/> if the worker is gone.</summary>
    public Task<JsonElement?> AskAsync(string request, CancellationToken cancellationToken) => AskOnceAsync(Socket, request, cancellationToken);

    /// <summary>The answers to a request, until the worker is gone.</summary>
    public IAsyncEnumerable<JsonElement> AskAllAsync(string request, CancellationToken cancellationToken) => AskAllAsync(Socket, request, cancellationToken);

    private static async Task<JsonElement?> AskOnceAsync(string path, string request, CancellationToken cancellationToken)
    {
        await foreach (var answer in AskAllAsync(path, request, cancellationToken))
            return answer;

        return null;
    }

    private static async IAsyncEnumerable<JsonElement> AskAllAsync(string path, string request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        }
        catch (SocketException)
        {
            File.Delete(path); // Its process ended without closing it.
            yield break;
        }

        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.Clone();
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null; // The process has ended.
        }
    }
}
