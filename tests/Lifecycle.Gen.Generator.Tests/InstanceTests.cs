namespace Lifecycle.Generator.Tests;

/// <summary>Units of which a worker has several instances: what is generated, run on the real engine.</summary>
public class InstanceTests
{
    private const string Consumers = """
        public interface IConsumer { string Topic { get; } }
        [Unit] public sealed partial class Broker(string address) { public string Address => address; }
        [Unit] public sealed partial class Consumer(Broker broker, string topic, IWorkerContext context, int size = 3) : IConsumer
        {
            public string Topic => topic + "@" + broker.Address + size;
            [OnStartup] private void Up() => Test.Log.Add($"up {context.UnitId} {Topic}");
            [OnShutdown] private void Down() => Test.Log.Add($"down {context.UnitId}");
        }
        """;

    [Fact]
    public async Task R_INST_1_each_instance_has_its_own_inputs_id_state_and_property()
    {
        var log = await Execution.LogOf(Consumers + """
            [Unit] public sealed partial class Api([Instance("orders")] Consumer first, [Instance("eu-1")] IConsumer second, IReadOnlyList<IConsumer> all)
            {
                [OnStartup] private void Up() => Test.Log.Add($"up Api {first.Topic} {second.Topic} {Test.Topics(all)}");
            }
            [Worker, Instance<Consumer>("orders"), Instance<Consumer>("eu-1")] public sealed partial class Server;
            public static partial class Test
            {
                public static string Topics(IReadOnlyList<IConsumer> all) => string.Join("+", System.Linq.Enumerable.Select(all, one => one.Topic));
                public static async Task GoAsync()
                {
                    var options = new WorkerOptions { MaxConcurrency = 1 };
                    await using var server = new Server(address: "b", ordersTopic: "o", eu1Topic: "e", ordersSize: 7, options: options);
                    await server.StartAsync();
                    Log.Add($"{server.OrdersConsumer.Topic} {server.Eu1Consumer.Topic}");
                    Log.Add(server.Plan.ToTree());
                    await server.StopUnitAsync<Consumer>("eu-1");
                    Log.Add(string.Join(", ", server.Units));
                    await server.StartUnitAsync<Api>();
                }
            }
            """);

        Assert.Equal(
            [
                "up Consumer[eu-1] e@b3", "up Consumer[orders] o@b7", "up Api o@b7 e@b3 o@b7+e@b3", "o@b7 e@b3",
                """
                Server
                └─ Api
                   ├─ Consumer[eu-1]
                   │  └─ Broker
                   └─ Consumer[orders]
                      └─ Broker
                """.ReplaceLineEndings("\n"),
                "down Consumer[eu-1]",
                "Broker: Started, Consumer[eu-1]: Stopped, Consumer[orders]: Started, Api: Stopped",
                "up Consumer[eu-1] e@b3", "up Api o@b7 e@b3 o@b7+e@b3",
                "down Consumer[orders]", "down Consumer[eu-1]",
            ],
            log);
    }
}
