using Lifecycle.Watch;

namespace Lifecycle.Tool.Tests.Documented;

[Unit]
public sealed partial class Settings;

[Unit]
public sealed partial class Cache(Settings settings)
{
    [OnStartup] private void Fill() => Console.Error.WriteLine($"filled with {settings}");
}

[Worker, Mixin<Cache>]
public sealed partial class Server
{
    private WorkerSocket? _socket;

    [OnInit] private void OpenSocket() => _socket = WorkerSocket.Listen(this, allowActions: true);

    [OnExit] private ValueTask CloseSocketAsync() => _socket!.DisposeAsync();
}
