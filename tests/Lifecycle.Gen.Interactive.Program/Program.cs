using Lifecycle;

namespace Lifecycle.Interactive.Program;

/// <summary>A small shop with a prompt.</summary>
public static class Shop
{
    public static Task<int> Main(string[] args) => args switch
    {
        ["store"] => new StoreAlone().RunInteractiveAsync(),
        ["till"] => Till.RunAsync(),
        _ => new Server(fails: args is ["fails"]).RunInteractiveAsync(),
    };
}

[Unit]
public sealed partial class Store
{
    private readonly List<string> _orders = [];

    public int Count => _orders.Count;

    public Order? Last => _orders.Count == 0 ? null : new Order(_orders[^1]);

    public void Add(string order) => _orders.Add(order);

    public async Task<int> CountLaterAsync()
    {
        await Task.Yield();
        return Count;
    }

    [OnStartup]
    private void Open() => Console.WriteLine("store opens");

    [OnShutdown]
    private void Close() => Console.WriteLine("store closes");
}

/// <summary>What the store keeps.</summary>
/// <param name="Name">Its name.</param>
public sealed record Order(string Name);

/// <summary>A contract that scripts see, of a unit that they do not.</summary>
public interface IMailer
{
    int Sent { get; }
}

[Unit]
internal sealed partial class Mailer(bool fails) : IMailer
{
    public int Sent { get; private set; }

    [OnStartup]
    private void Connect()
    {
        if (fails)
            throw new InvalidOperationException("no mail server");
    }

    [Flush]
    private void Send() => Sent++;
}

[Unit]
internal sealed partial class Front(Store store, Mailer mailer)
{
    [OnStartup]
    private void Listen() => Console.WriteLine($"front opens with {store.Count} orders and {mailer.Sent} mails");

    [OnShutdown]
    private void Close() => Console.WriteLine("front closes");
}

[Phase]
internal sealed class FlushAttribute : PhaseAttribute;

[Worker, Mixin<Front>]
internal sealed partial class Server;

/// <summary>Only what it needs is made.</summary>
[Worker, Mixin<Store>]
internal sealed partial class StoreAlone;
