using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A real server on the loopback, which can be stopped and started again with its data.</summary>
internal abstract class Server : IAsyncDisposable
{
    protected Server() => Folder = Directory.CreateTempSubdirectory("lifecycle-cluster-").FullName;

    public int Port { get; } = FreePort();

    protected string Folder { get; }

    /// <summary>A port that no program listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The address of a store on it, through a port.</summary>
    public abstract string AddressAt(int port);

    public abstract Task StartAsync();

    /// <summary>Ends at once, as in a crash.</summary>
    public abstract Task StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {errors}");
    }
}
