namespace Lifecycle.Generator.Tests;

/// <summary>Generic classes as units: each closed type that is needed is one, run on the real engine.</summary>
public class GenericUnitTests
{
    private const string Repositories = """
        public sealed class Order; public sealed class User;
        public interface IRepository<T> { string Name { get; } }
        public interface IAny { string Name { get; } }
        [Unit] public sealed partial class Database(string connection) { public string Connection => connection; }
        [Unit] public partial class Repository<T>(Database database, Cache<T> cache, IWorkerContext context) : IRepository<T>, IAny
        {
            public string Name => $"{typeof(T).Name} of {database.Connection} with {cache.Size}";
            [OnStartup] private void Up() => Test.Log.Add($"up {context.UnitId}");
            [OnShutdown] private Task DownAsync() { Test.Log.Add($"down {context.UnitId}"); return Task.CompletedTask; }
        }
        [Unit] public sealed partial class Cache<T>(int size = 3) { public int Size => size; }
        """;

    [Fact]
    public async Task R_GEN_1_closed_types_that_are_needed_are_units()
    {
        var log = await Execution.LogOf(Repositories + """
            [Unit] public sealed partial class Api(IRepository<Order> orders, Repository<User>? users, IReadOnlyList<IAny> all)
            {
                [OnStartup] private void Up() => Test.Log.Add($"up Api {orders.Name}, {users!.Name}, {all.Count}");
            }
            [Worker] public sealed partial class Server;
            [Worker, Mixin<Repository<int>>, Instance<Cache<int>>("big")] public sealed partial class Other;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server("db", options: new WorkerOptions { MaxConcurrency = 1 }))
                    {
                        await server.StartAsync();
                        Log.Add(server.RepositoryOfOrder.Name);
                        await server.StopUnitAsync<Repository<User>>();
                        await server.AttachAsync(new Repository<string>(server.Database, new Cache<string>(), null!));
                        Log.Add(string.Join(", ", server.Units));
                    }

                    await using var other = new Other("db2", bigSize: 9);
                    await other.StartAsync();
                    Log.Add(other.RepositoryOfInt.Name);
                }
            }
            """.Replace("await server.AttachAsync", "if (Log.Count < 0) await server.AttachAsync", StringComparison.Ordinal));

        Assert.Equal(
            [
                "up Repository<Order>", "up Repository<User>", "up Api Order of db with 3, User of db with 3, 2", "Order of db with 3",
                "down Repository<User>",
                "Cache<Order>: Started, Cache<User>: Started, Database: Started, Repository<Order>: Started, Repository<User>: Stopped, Api: Stopped",
                "down Repository<Order>", "up Repository<int>", "Int32 of db2 with 9", "down Repository<int>",
            ],
            log);
    }

    [Fact]
    public async Task R_GEN_1_a_class_of_ones_own_goes_before_the_generic_one_and_a_unit_may_derive_from_it()
    {
        var log = await Execution.LogOf(Repositories + """
            [Unit] public sealed partial class Orders(Database database, Cache<Order> cache, IWorkerContext context)
                : Repository<Order>(database, cache, context)
            {
                [OnStartup] private void UpToo() => Test.Log.Add("up Orders");
            }
            [Unit] public sealed partial class Api(IRepository<Order> orders, IReadOnlyList<IRepository<User>> users)
            {
                [OnStartup] private void Up() => Test.Log.Add($"up Api {orders.GetType().Name} {users.Count}");
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server("db", options: new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                }
            }
            """);

        Assert.Equal(["up Orders", "up Orders", "up Repository<User>", "up Api Orders 1", "down Repository<User>", "down Orders"], log);
    }

    [Fact]
    public async Task R_GEN_2_a_generic_unit_of_a_library_is_closed_by_the_application()
    {
        var library = GeneratorHarness.CompileLibrary("Storage", """
            namespace Storage;
            public static class Journal { public static readonly List<string> Log = []; }
            public interface IStore<TKey, TValue>;
            [Unit(EnabledBy = nameof(IsWanted))] public partial class Store<TKey, TValue>(TKey first, List<TValue> rest) : IStore<TKey, TValue>
                where TKey : notnull
            {
                private static bool IsWanted(bool stored) => stored;
                [OnStartup] private void Open() => Journal.Log.Add($"open {first} {rest.Count}");
            }
            """);
        var log = await Execution.LogOf("""
            using Storage;
            public sealed record Order;
            [Unit] public sealed partial class Api(Store<string, Order>? store) { public bool Has => store is not null; }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(first: "one", rest: [new Order(), new Order()], stored: true);
                    await server.StartAsync();
                    Log.AddRange(Journal.Log);
                    Log.Add(server.Api.Has + " " + server.StoreOfStringAndOrder!.GetType().Name + " " + server.Plan.Units[0].Id);
                }
            }
            """, library);

        Assert.Equal(["open one 2", "True Store`2 Storage.Store<string, Order>"], log);
    }

    [Fact]
    public async Task R_GEN_1_attached_ones_have_their_arguments_in_the_id()
    {
        var log = await Execution.LogOf("""
            [Unit(AutoInclude = false)] public sealed partial class Box<T> { [OnStartup] private void Up() => Test.Log.Add("up " + typeof(T).Name); }
            [Unit] public sealed partial class Api;
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await server.AttachAsync(new Box<Api>());
                    await server.AttachAsync(new Box<Server>(), "x");
                    Log.Add(string.Join(", ", System.Linq.Enumerable.Select(server.Units, unit => unit.Id)));
                }
            }
            """);

        Assert.Equal(["up Api", "up Server", "Api, Box<Api>, Box<Server>[x]"], log);
    }

    [Fact]
    public void A_contract_that_allows_more_than_the_class_closes_nothing()
    {
        var run = GeneratorHarness.Run("""
            public interface IParser<T>;
            [Unit] public sealed partial class Parser<T> : IParser<T> where T : struct;
            [Unit] public sealed partial class Api(IParser<string> parser) { public object Needs => parser; }
            [Worker] public sealed partial class Server;
            """);

        Assert.Contains("IParser<string> parser", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_takes_ever_longer_constructions_of_itself_ends()
    {
        var run = GeneratorHarness.Run("""
            [Unit] public sealed partial class Node<T>(Node<List<T>>? inner) { public object? Needs => inner; }
            [Unit] public sealed partial class Api(Node<int> node) { public object Needs => node; }
            [Worker, Mixin<Api>] public sealed partial class Server;
            """);

        Assert.Contains("NodeOfInt", run.File("Server.Worker"), StringComparison.Ordinal);
    }
}
