using Lifecycle.Watch;

namespace Lifecycle.Tool.Tests.Documented;

[Unit]
public sealed partial class Settings
{
    public int Entries { get; } = 1000;
}

[Unit]
public sealed partial class Cache(Settings settings)
{
    [OnStartup] private void Fill() => Console.Error.WriteLine($"room for {settings.Entries} entries");
}

[Worker, Mixin<Cache>]
public sealed partial class Server
{
    private WorkerSocket? _socket;

    [OnInit] private void OpenSocket() => _socket = WorkerSocket.Listen(this, allowActions: true);

    [OnExit] private ValueTask CloseSocketAsync() => _socket!.DisposeAsync();
}
