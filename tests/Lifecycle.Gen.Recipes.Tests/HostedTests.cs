using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Hangfire;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Server;

namespace Lifecycle.Recipes;

/// <summary>Libraries with a host of their own, and further clients of brokers.</summary>
public sealed class HostedTests
{
    [Fact]
    public async Task MassTransit_handles_what_was_published_before_the_stop()
    {
        var consumed = new ConcurrentQueue<int>();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var worker = new HostedWorker(configure: builder => builder.Services.AddMassTransit(bus =>
        {
            bus.AddHandler(async (ConsumeContext<Order> order) =>
            {
                begun.TrySetResult();
                await go.Task;
                consumed.Enqueue(order.Message.Number);
            });
            bus.UsingInMemory((context, configuration) => configuration.ConfigureEndpoints(context));
        }));
        await worker.StartAsync();
        await worker.HostedServices.Services.GetRequiredService<IBus>().Publish(new Order(1));
        await begun.Task;

        var stopping = worker.StopAsync();
        go.SetResult();
        await stopping;
        Assert.Equal([1], consumed);
    }

    [Fact]
    public async Task Hangfire_runs_jobs_while_the_worker_is_up()
    {
        await using var worker = new HostedWorker(configure: builder =>
        {
            builder.Services.AddHangfire(configuration => configuration.UseInMemoryStorage());
            builder.Services.AddHangfireServer(server => server.SchedulePollingInterval = TimeSpan.FromMilliseconds(50));
        });
        for (var cycle = 0; cycle < 2; cycle++)
        {
            await worker.StartAsync();
            worker.HostedServices.Services.GetRequiredService<IBackgroundJobClient>().Enqueue(() => Jobs.Run(cycle));
            await Jobs.Ran[cycle].Task.WaitAsync(TimeSpan.FromSeconds(60));
            await worker.StopAsync();
        }
    }

    [Fact]
    public async Task MQTT_acknowledges_what_was_handled()
    {
        var port = FreePort();
        using var broker = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        var acknowledged = new TaskCompletionSource();
        broker.ClientAcknowledgedPublishPacketAsync += _ =>
        {
            acknowledged.TrySetResult();
            return Task.CompletedTask;
        };
        await broker.StartAsync();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var handled = new ConcurrentQueue<string>();
        await using var worker = new MqttWorker(handle: HandleAsync, host: "127.0.0.1", port: port, topic: "orders");
        await worker.StartAsync();
        await broker.InjectApplicationMessage(new InjectedMqttApplicationMessage(
            new MqttApplicationMessageBuilder().WithTopic("orders").WithPayload("one")
            .WithQualityOfServiceLevel(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce).Build()));
        await begun.Task;

        var stopping = worker.StopAsync();
        Assert.False(acknowledged.Task.IsCompleted);
        go.SetResult();
        await stopping;

        await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(["one"], handled);

        async Task HandleAsync(string message)
        {
            begun.TrySetResult();
            await go.Task;
            handled.Enqueue(message);
        }
    }

    [Fact]
    public async Task Kafka_sends_what_is_in_its_queue_before_the_producer_ends()
    {
        // A broker for tests is a part of the library.
        var configuration = new ProducerConfig { BootstrapServers = "127.0.0.1:1", LingerMs = 200 };
        configuration.Set("test.mock.num.brokers", "1");
        await using var worker = new KafkaWorker(configuration: configuration);
        await worker.StartAsync();
        for (var i = 0; i < 100; i++)
            worker.Events.Send("orders", i.ToString(CultureInfo.InvariantCulture));

        // It throws if one is left.
        await worker.StopAsync();
    }

    [Fact]
    public async Task Kafka_says_how_much_it_could_not_send()
    {
        await using var worker = new KafkaWorker(configuration: new ProducerConfig { BootstrapServers = "127.0.0.1:1", MessageTimeoutMs = 600_000 });
        await worker.StartAsync();
        worker.Events.Send("orders", "lost");
        var failure = await Assert.ThrowsAnyAsync<LifecycleException>(() => worker.StopAsync());
        Assert.Contains("1 messages were not sent.", failure.ToString(), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public sealed record Order(int Number);

    public static class Jobs
    {
        public static IReadOnlyList<TaskCompletionSource> Ran { get; } = [new(), new()];

        public static void Run(int cycle) => Ran[cycle].SetResult();
    }
}
