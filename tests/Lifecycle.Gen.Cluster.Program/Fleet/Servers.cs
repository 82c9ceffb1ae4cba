using System.Diagnostics;
using System.Globalization;
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal sealed class PostgresServer : Server
{
    private bool _isMade;

    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    public override string AddressAt(int port) => "postgres:" + ConnectionAt(port);

    public static string ConnectionAt(int port) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5;Command Timeout=10");

    public override async Task StartAsync()
    {
        if (!_isMade)
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", "postgres", Folder);

            await ProgramAsync("initdb", "-D", Data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
            _isMade = true;
        }

        await ProgramAsync("pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(Folder, "log"), "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200");
    }

    public override Task StopAsync() => ProgramAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");

    private string Data => Path.Combine(Folder, "data");

    // PostgreSQL refuses to run as root.
    private static Task ProgramAsync(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Binaries!, program), .. arguments];
        return RunAsync(Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command);
    }
}

internal sealed class RedisServer : Server
{
    private Process? _process;

    public static string? Binary { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    public override string AddressAt(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"redis:127.0.0.1:{port},abortConnect=false,connectTimeout=2000,asyncTimeout=2000");

    public override async Task StartAsync()
    {
        var start = new ProcessStartInfo(Binary!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])
            [
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder, "--save", "",
                "--appendonly", "yes", "--appendfsync", "always",
            ])
            start.ArgumentList.Add(argument);

        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
                break;
        }

        _ = _process.StandardOutput.ReadToEndAsync();
    }

    public override async Task StopAsync()
    {
        if (_process is null)
            return;

        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }
}
