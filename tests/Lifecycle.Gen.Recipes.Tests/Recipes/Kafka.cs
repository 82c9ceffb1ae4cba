using Confluent.Kafka;

namespace Lifecycle.Recipes.Kafka;

[Unit]
public sealed partial class Events(ProducerConfig configuration)
{
    private IProducer<Null, string>? _producer;

    [OnStartup]
    private void Open() => _producer = new ProducerBuilder<Null, string>(configuration).Build();

    // Returns when the message is in the queue of the library.
    public void Send(string topic, string message) => _producer!.Produce(topic, new Message<Null, string> { Value = message });

    // By time, not by the token of the stop: a flush that is cancelled throws, and does not say how much is left.
    [OnShutdown(TimeoutSeconds = 12)]
    private void Close()
    {
        using var producer = _producer!;
        var left = producer.Flush(TimeSpan.FromSeconds(10));
        if (left > 0)
            throw new InvalidOperationException($"{left} messages were not sent.");
    }
}
