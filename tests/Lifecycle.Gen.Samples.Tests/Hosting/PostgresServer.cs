using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Lifecycle.Samples.Tests.Hosting.PostgresServer))]

namespace Lifecycle.Samples.Tests.Hosting;

/// <summary>A PostgreSQL of our own on the loopback, in a temporary folder, started when a test first asks for it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private TemporaryFolder? _folder;
    private string? _binaries;
    private int _port;
    private int _databases;

    /// <summary>A connection string for an empty database of its own.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        _binaries ??= FindBinaries();
        Requirements.Need(_binaries, "The PostgreSQL tests need a server: apt-get install postgresql");
        await _starting.WaitAsync();
        try
        {
            if (_folder is null)
                await StartAsync();
        }
        finally
        {
            _starting.Release();
        }

        var name = $"shortener_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Takes a database away from the programs that use it.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;

        await RunAsync("pg_ctl", "stop", "-D", _folder.File("data"), "-m", "immediate", "-w");
        _folder.Dispose();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task StartAsync()
    {
        var folder = new TemporaryFolder();
        if (Environment.IsPrivilegedProcess)
            await CheckAsync(await ProcessHost.RunAsync(["chown", "postgres", folder.Path], "/"));
        _port = FreePort();
        // Durability of the server itself is not what is tested here.
        await RunAsync("initdb", "-D", folder.File("data"), "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
        await RunAsync("pg_ctl", "start", "-w", "-D", folder.File("data"), "-l", folder.File("log"), "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=300");
        _folder = folder;
    }

    // PostgreSQL refuses to run as root.
    private async Task RunAsync(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_binaries!, program), .. arguments];
        await CheckAsync(await ProcessHost.RunAsync(Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command, "/"));
    }

    private static Task CheckAsync((int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors) result) =>
        result.ExitCode == 0 ? Task.CompletedTask : throw new InvalidOperationException(string.Join('\n', result.Output.Concat(result.Errors)));

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Timeout=5");

    private static string? FindBinaries()
    {
        // Debian keeps the server's programs out of PATH, one folder per version.
        const string Versions = "/usr/lib/postgresql";
        var folders = Directory.Exists(Versions) ? Directory.GetDirectories(Versions).OrderDescending(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin")) : [];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))) ?? Path.GetDirectoryName(Requirements.FindOnPath("initdb"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
