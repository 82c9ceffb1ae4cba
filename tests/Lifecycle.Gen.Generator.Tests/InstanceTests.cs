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
    public async Task An_attached_unit_depends_on_the_instance_that_it_names_and_on_no_other() => Assert.Equal(
        ["down Page", "down orders", "down payments", "down List", "down orders"],
        (await Execution.LogOf("""
            [Unit] public sealed partial class Consumer(string topic)
            {
                [OnShutdown] private void Down() => Test.Log.Add("down " + topic);
            }
            [Unit(AutoInclude = false)] public sealed partial class Page([Instance("orders")] Consumer consumer)
            {
                [OnShutdown] private void Down() => Test.Log.Add("down " + (consumer is null ? "" : "Page"));
            }
            [Unit(AutoInclude = false)] public sealed partial class List([Instance("orders")] IReadOnlyList<Consumer> consumers)
            {
                [OnShutdown] private void Down() => Test.Log.Add("down " + (consumers is null ? "" : "List"));
            }
            [Worker, Instance<Consumer>("orders"), Instance<Consumer>("payments")] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(ordersTopic: "orders", paymentsTopic: "payments");
                    await server.StartAsync();
                    var page = new Page(server.OrdersConsumer);
                    await server.AttachAsync(page);
                    await server.StopUnitAsync<Consumer>("orders");
                    await server.StartUnitAsync<Consumer>("orders");
                    await server.DetachAsync(page);
                    await server.AttachAsync(new List([server.OrdersConsumer]));
                    await server.StopUnitAsync<Consumer>("payments");
                    await server.StopUnitAsync<Consumer>("orders");
                }
            }
            """)));

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
                  input string address of Broker
                  input string eu1Topic of Consumer[eu-1]
                  input string ordersTopic of Consumer[orders]
                  input int eu1Size of Consumer[eu-1] (optional)
                  input int ordersSize of Consumer[orders] (optional)
                """.ReplaceLineEndings("\n"),
                "down Consumer[eu-1]",
                "Broker: Started, Consumer[eu-1]: Stopped, Consumer[orders]: Started, Api: Stopped",
                "up Consumer[eu-1] e@b3", "up Api o@b7 e@b3 o@b7+e@b3",
                "down Consumer[orders]", "down Consumer[eu-1]",
            ],
            log);
    }

    [Fact]
    public async Task R_INST_5_a_list_of_a_contract_follows_attached_units_where_there_are_such_and_leaves_out_its_taker()
    {
        var log = await Execution.LogOf("""
            public interface IShard { string Name { get; } }
            [Unit] public sealed partial class Local : IShard { public string Name => "local"; }
            [Unit(AutoInclude = false)] public sealed partial class Shard(string name) : IShard
            {
                public string Name => name;
                [OnStartup] private void Up() => Test.Log.Add("up " + name);
                [OnShutdown] private void Down() => Test.Log.Add("down " + name);
            }
            [Unit] public sealed partial class Router(IReadOnlyList<IShard> shards) : IShard
            {
                public string Name => string.Join("+", System.Linq.Enumerable.Select(shards, shard => shard.Name)) + "=" + shards.Count;
                [OnStartup] private void Up() => Test.Log.Add("up Router " + Name);
                [OnDrain] private void Drain() => Test.Log.Add("drain Router " + Name);
            }
            [Unit] public sealed partial class Other(IEnumerable<IShard> shards) { public int Count => System.Linq.Enumerable.Count(shards); }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    foreach (var name in new[] { "eu-1", "eu-2" })
                        await server.AttachAsync(new Shard(name), name);
                    Log.Add(server.Router.Name + " " + server.Other.Count);
                    await server.StopUnitAsync<Shard>("eu-1");
                    Log.Add(server.Router.Name);
                    await server.StartUnitAsync<Shard>("eu-1");
                    Log.Add(string.Join(", ", System.Linq.Enumerable.Select(server.Units, unit => unit.Id)));
                }
            }
            """);

        Assert.Equal(
            [
                "up Router local=1", "up eu-1", "up eu-2", "local+eu-1+eu-2=3 4", "down eu-1", "local+eu-2=2", "up eu-1",
                "Local, Router, Other, Shard[eu-1], Shard[eu-2]", "drain Router local=1", "down eu-2", "down eu-1",
            ],
            log);
    }

    [Fact]
    public async Task A_worker_binds_an_instance_for_all_and_for_one_consumer()
    {
        var log = await Execution.LogOf("""
            public interface IQueue { string Name { get; } }
            [Unit] public sealed partial class Queue(string name) : IQueue { public string Name => name; }
            [Unit] public sealed partial class First(IQueue queue) { public string Name => queue.Name; }
            [Unit] public sealed partial class Second(IQueue queue) { public string Name => queue.Name; }
            [Worker, Instance<Queue>("a"), Instance<Queue>("b")]
            [Bind<IQueue, Queue>(Instance = "b"), Bind<IQueue, Queue>(For = typeof(Second), Instance = "a")]
            public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(aName: "A", bName: "B");
                    await server.StartAsync();
                    Log.Add(server.First.Name + server.Second.Name);
                }
            }
            """);

        Assert.Equal(["BA"], log);
    }

    [Fact]
    public async Task Instances_of_a_unit_of_a_library_take_those_of_their_own_name()
    {
        var library = GeneratorHarness.CompileLibrary("Queues", """
            namespace Queues;
            public interface IReader { string All { get; } }
            [Unit] public sealed partial class Channel(string address) { public string Address => address; }
            [Unit] public sealed partial class Reader(Channel channel, [Instance("a")] Channel first, string topic) : IReader
            {
                public string All => topic + "@" + channel.Address + "," + first.Address;
            }
            """);
        var log = await Execution.LogOf("""
            using Queues;
            [Unit, DependsOn<Reader>] public sealed partial class Api(IReadOnlyList<IReader> readers) { public int Count => readers.Count; }
            [Worker, Instance<Channel>("a"), Instance<Channel>("b"), Instance<Reader>("a"), Instance<Reader>("b"), Input<Reader>("topic")]
            public sealed partial class Server;
            [Worker, Mixin<Api>, Instance<Channel>("a"), Instance<Reader>("a")] public sealed partial class Small;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(aAddress: "1", bAddress: "2", topic: "t");
                    await server.StartAsync();
                    Log.Add($"{server.AReader.All} {server.BReader.All} {server.Api.Count}");
                    Log.Add(string.Join(", ", server.Plan.Units[^1].Dependencies));
                    await using var small = new Small(aAddress: "3", aTopic: "s");
                    await small.StartAsync();
                    Log.Add($"{small.AReader.All} {small.Api.Count}");
                }
            }
            """, library);

        Assert.Equal("t@1,1 t@2,1 2", log[0]);
        Assert.Equal("Queues.Reader[a], Queues.Reader[b]", log[1]);
        Assert.Equal("s@3,3 1", log[2]);
    }
}
