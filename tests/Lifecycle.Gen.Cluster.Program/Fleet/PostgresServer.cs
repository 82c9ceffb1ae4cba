using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A PostgreSQL server.</summary>
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
