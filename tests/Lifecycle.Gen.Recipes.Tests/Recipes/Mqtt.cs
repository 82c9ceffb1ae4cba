using System.Text;
using MQTTnet;

namespace Lifecycle.Recipes.Mqtt;

[Unit]
public sealed partial class Subscriber(string host, int port, string topic, Func<string, Task> handle)
{
    private IMqttClient? _client;
    private InFlight? _handlers;

    [OnStartup(Retries = 4, RetryDelaySeconds = 0.25, Backoff = Backoff.Exponential)]
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        _handlers = new InFlight();
        var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += HandleAsync;
        try
        {
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(host, port).Build(), cancellationToken);
            await client.SubscribeAsync(topic, MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        }
        catch
        {
            client.Dispose();
            throw;
        }

        _client = client;
    }

    private async Task HandleAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        // Acknowledged only when it was handled.
        received.AutoAcknowledge = false;
        if (!_handlers!.TryEnter())
            return;

        try
        {
            await handle(Encoding.UTF8.GetString(received.ApplicationMessage.Payload));
            await received.AcknowledgeAsync(CancellationToken.None);
        }
        finally
        {
            _handlers.Leave();
        }
    }

    // No more messages, then the handlers in flight, then the disconnect, after which nothing can be acknowledged.
    [OnDrain]
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _client!.UnsubscribeAsync(topic, cancellationToken);
        await _handlers!.CloseAsync().WaitAsync(cancellationToken);
    }

    [OnShutdown]
    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        using var client = _client!;
        await client.DisconnectAsync(cancellationToken: cancellationToken);
    }
}
