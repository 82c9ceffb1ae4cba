using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Lifecycle.Recipes.RabbitMq;

[Unit]
public sealed partial class Consumer(Uri broker, string queue, Func<string, Task> handle)
{
    private IConnection? _connection;
    private IChannel? _channel;
    private InFlight? _handlers;
    private string _tag = "";

    [OnStartup(Retries = 4, RetryDelaySeconds = 0.25, Backoff = Backoff.Exponential)]
    private async Task ConnectAsync(CancellationToken cancellationToken) =>
        _connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);

    [OnStartup]
    private async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        _handlers = new InFlight();
        _channel = await _connection!.CreateChannelAsync(cancellationToken: cancellationToken);
        await _channel.BasicQosAsync(0, prefetchCount: 10, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += HandleAsync;
        _tag = await _channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
    }

    private async Task HandleAsync(object sender, BasicDeliverEventArgs delivery)
    {
        // Prefetched deliveries still come after the cancel: without an acknowledgement the broker delivers them to another consumer.
        if (!_handlers!.TryEnter())
            return;

        try
        {
            await handle(Encoding.UTF8.GetString(delivery.Body.Span));
            await _channel!.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        }
        finally
        {
            _handlers.Leave();
        }
    }

    // Cancel, wait for the handlers in flight, then close: a close first would let each of them fail to acknowledge what it has done.
    [OnDrain]
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _channel!.BasicCancelAsync(_tag, cancellationToken: cancellationToken);
        await _handlers!.CloseAsync().WaitAsync(cancellationToken);
    }

    [OnShutdown]
    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _connection!.CloseAsync(cancellationToken);
        await _connection!.DisposeAsync();
    }
}
