using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lifecycle.Samples.Tests.Hosting;
using RabbitMQ.Client;

[assembly: AssemblyFixture(typeof(Lifecycle.Recipes.Hosting.RabbitMqServer))]

namespace Lifecycle.Recipes.Hosting;

/// <summary>A RabbitMQ of these tests alone on the loopback, in a temporary folder, started when a test first asks for it.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly SemaphoreSlim _starting = new(1);
    private TemporaryFolder? _folder;
    private ProcessHost? _ports;
    private ProcessHost? _broker;
    private int _port;

    /// <summary>Where the broker is, started and ready.</summary>
    public async Task<Uri> StartAsync()
    {
        Requirements.Need(File.Exists(Program), "The RabbitMQ recipe needs a broker: apt-get install rabbitmq-server");
        await _starting.WaitAsync();
        try
        {
            if (_broker is null)
                await StartBrokerAsync();
        }
        finally
        {
            _starting.Release();
        }

        return new Uri(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{_port}/"));
    }

    /// <summary>A queue of its own, with so many messages in it: 0, 1, 2, …</summary>
    public async Task<(Uri Broker, string Queue)> FillQueueAsync(int messages)
    {
        var broker = await StartAsync();
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel =
            await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var queue = (await channel.QueueDeclareAsync(exclusive: false, autoDelete: false)).QueueName;
        for (var i = 0; i < messages; i++)
            await channel.BasicPublishAsync("", queue, System.Text.Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
        return (broker, queue);
    }

    /// <summary>What is left in a queue, and whether it was delivered before.</summary>
    public static async Task<IReadOnlyList<string>> TakeAllAsync(Uri broker, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var left = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            left.Add(System.Text.Encoding.UTF8.GetString(message.Body.Span));
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _broker, _ports }.OfType<ProcessHost>())
            await process.DisposeAsync();
        _folder?.Dispose();
    }

    private async Task StartBrokerAsync()
    {
        _folder = new TemporaryFolder();
        _port = FreePort();
        _folder.Write("plugins", "[].\n");
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path, // For the cookie of its node.
            ["ERL_EPMD_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = "recipes@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = _folder.File("data"),
            ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
            ["RABBITMQ_CONFIG_FILE"] = _folder.File("none"),
            ["RABBITMQ_PID_FILE"] = _folder.File("pid"),
            ["RABBITMQ_FEATURE_FLAGS_FILE"] = _folder.File("flags"),
        };
        // The daemon that knows the ports of nodes would outlive the broker that starts it.
        _ports = ProcessHost.Start(["epmd"], _folder.Path, environment);
        _broker = ProcessHost.Start([Program], _folder.Path, environment);
        await _broker.WaitForLineAsync("Server startup complete");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
