using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A Redis server that acknowledges what is on its disk.</summary>
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
