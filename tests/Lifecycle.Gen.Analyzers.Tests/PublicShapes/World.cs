using System.Threading.Channels;

// What the shapes work with: outlines of the brokers, clients and feeds that services use, as their libraries declare them.
public interface IBroker : IAsyncDisposable
{
    event EventHandler? Lost;
    event Func<Delivery, Task>? Delivered;
    bool IsOpen { get; }
    Task OpenAsync(CancellationToken cancellationToken = default);
    Task CloseAsync(CancellationToken cancellationToken = default);
    Task PublishAsync(string topic, byte[] body, CancellationToken cancellationToken = default);
    Task<Delivery> ReceiveAsync(CancellationToken cancellationToken = default);
    Delivery Consume(CancellationToken cancellationToken);
    Delivery? Consume(TimeSpan timeout);
    IDisposable Subscribe(string topic, Action<Delivery> handler);
}

public sealed record Delivery(string Topic, byte[] Body, ulong Tag);

public sealed class Broker
{
    public event EventHandler? Lost;
    public event Func<Delivery, Task>? Delivered;
    public bool IsOpen => Lost is not null;
    public static Task<Broker> ConnectAsync(string address, CancellationToken cancellationToken = default) => Task.FromResult(new Broker());
    public Task OpenAsync(CancellationToken cancellationToken = default) => Task.Delay(1, cancellationToken);
    public Task CloseAsync(CancellationToken cancellationToken = default) => Task.Delay(1, cancellationToken);
    public Task PublishAsync(string topic, byte[] body, CancellationToken cancellationToken = default) => Task.Delay(1, cancellationToken);
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken =
        default) { await Task.Delay(1, cancellationToken); return new Delivery("", [], 0); }
    public Delivery Consume(CancellationToken cancellationToken) => new("", [], 0);
    public Delivery? Consume(TimeSpan timeout) => null;
    public IDisposable Subscribe(string topic, Action<Delivery> handler) => new MemoryStream();
    public ValueTask DisposeAsync() { Delivered = null; return default; }
}

public sealed class Feed
{
    public event EventHandler? Changed;
    public event EventHandler<string>? Arrived;
    public Task Ended { get; } = Task.Delay(1);
    public Task RefreshAsync(CancellationToken cancellationToken = default) => Task.Delay(1, cancellationToken);
    public void Raise() { Changed?.Invoke(this, EventArgs.Empty); Arrived?.Invoke(this, ""); }
}

public sealed class Store
{
    public Task SaveAsync(object item, CancellationToken cancellationToken = default) => Task.Delay(1, cancellationToken);
    public Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<string>>([]);
    public Task<int> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(0);
    public void Save(object item) { }
}

public static class TaskExtensions
{
    public static void Forget(this Task task) => task.ContinueWith(static ended => GC.KeepAlive(ended.Exception), TaskScheduler.Default);
    public static async void SafeFireAndForget(this Task task, Action<Exception>? onError = null)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            onError?.Invoke(error);
        }
    }

    public static void WaitInPlace(this Task task) => task.GetAwaiter().GetResult();
}

public static class Out
{
    public static void Line(object? text) => GC.KeepAlive(text);
    public static Channel<T> Queue<T>() => Channel.CreateUnbounded<T>();
}
