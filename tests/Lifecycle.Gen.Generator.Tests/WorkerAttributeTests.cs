using static Lifecycle.Generator.Tests.JournaledLibraries;

namespace Lifecycle.Generator.Tests;

/// <summary>What <c>[Replace]</c>, <c>[Without]</c>, <c>[Bind(For = …)]</c> and <c>[Decorate]</c> make of a program, on the engine.</summary>
public class WorkerAttributeTests
{
    private static readonly CompiledLibrary s_program = Library("Shop", """
        public interface IDatabase { string Name { get; } }
        [Unit] public partial class Database(string connection) : IDatabase
        {
            public virtual string Name => connection;
            [OnStartup] private void Open() => Journal.Add("open " + connection);
        }
        [Unit] public sealed partial class Mailer(int port) { [OnStartup] private void Connect() => Journal.Add("connect " + port); }
        [Unit] public sealed partial class Api(IDatabase database, Mailer? mailer)
        {
            [OnStartup] private void Up() => Journal.Add($"api {database.Name} {mailer}");
        }
        [Unit, DependsOn<Database>] public sealed partial class Jobs { [OnStartup] private void Up() => Journal.Add("jobs"); }
        """);

    private const string Fake = """
        [Unit(AutoInclude = false)] public sealed partial class FakeDatabase : Shop.IDatabase
        {
            public string Name => "fake";
            [OnStartup] private void Open() => Journal.Add("open fake");
        }

        """;

    private const string Run = """
        await using (var server = new Server(options: new WorkerOptions { MaxConcurrency = 1 }))
        {
            await server.StartAsync();
            await server.StopAsync();
        }
        """;

    /// <summary>The inputs of what is not there are not there either: the constructor of the worker takes none.</summary>
    [Fact]
    public async Task A_whole_program_with_one_unit_replaced_and_one_left_out() =>
        Assert.Equal(
            ["open fake", "api fake ", "jobs"],
            await LogOf(
                Fake + "[Worker(IncludeReferenced = true), Replace<Shop.Database, FakeDatabase>, Without<Shop.Mailer>] public sealed partial class Server;",
                Run,
                s_program));

    [Fact]
    public async Task A_replacement_that_derives_has_the_place_of_its_base_and_runs_its_hooks() =>
        Assert.Equal(
            ["open derived", "up derived", "user fake"],
            await LogOf("""
                [Unit(AutoInclude = false)] public sealed partial class Derived() : Shop.Database("derived")
                {
                    public override string Name => "fake";
                    [OnStartup] private void Up() => Journal.Add("up derived");
                }
                [Unit] public sealed partial class User(Shop.Database database)
                {
                    [OnStartup] private void Up() => Journal.Add("user " + database.Name);
                }
                [Worker, Mixin<User>, Replace<Shop.Database, Derived>] public sealed partial class Server;
                """, Run, s_program));

    [Fact]
    public async Task Decorators_and_a_binding_for_one_unit() =>
        Assert.Equal(
            ["file", "cached(file)", "logged(cached(file))", "api logged(cached(file))", "jobs file", "all 3"],
            await LogOf("""
                public interface IStore { string Name { get; } }
                [Unit] public sealed partial class FileStore : IStore { public string Name => "file"; [OnStartup] private void Up() => Journal.Add(Name); }
                [Unit] public sealed partial class Cached(IStore inner) : IStore
                {
                    public string Name => $"cached({inner.Name})";
                    [OnStartup] private void Up() => Journal.Add(Name);
                }
                [Unit] public sealed partial class Logged(IStore inner) : IStore
                {
                    public string Name => $"logged({inner.Name})";
                    [OnStartup] private void Up() => Journal.Add(Name);
                }
                [Unit] public sealed partial class Api(IStore store) { [OnStartup] private void Up() => Journal.Add("api " + store.Name); }
                [Unit, DependsOn<Api>] public sealed partial class Jobs(IStore store) { [OnStartup] private void Up() => Journal.Add("jobs " + store.Name); }
                [Unit, DependsOn<Jobs>] public sealed partial class All(IReadOnlyList<IStore> all)
                {
                    [OnStartup] private void Up() => Journal.Add("all " + all.Count);
                }
                [Worker, Decorate<IStore, Cached>, Decorate<IStore, Logged>, Bind<IStore, FileStore>(For = typeof(Jobs))]
                public sealed partial class Server;
                """, Run));

    [Fact]
    public async Task Units_of_one_simple_name_have_a_property_each_also_those_of_libraries() =>
        Assert.Equal(
            ["Orders.Store", "Users.Store", "Shop.Api", "Mine.Api", "Mine.Item"],
            await LogOf("""
                namespace Orders { [Unit] public sealed partial class Store; }
                namespace Users { [Unit] public sealed partial class Store; }
                namespace Mine { [Unit] public sealed partial class Api; [Unit(Name = "Thing")] public sealed partial class Item; }
                [Worker(IncludeReferenced = true), Without<Shop.Mailer>] public sealed partial class Server;
                """, """
                await using var server = new Server("");
                await server.StartAsync();
                foreach (object unit in new object[] { server.OrdersStore, server.UsersStore, server.ShopApi, server.Api, server.Thing })
                    Log.Add(unit.GetType().FullName!);
                Journal.Log.Clear();
                """, s_program));

    [Fact]
    public async Task An_input_whose_field_would_be_one_of_the_authors_has_another_field() =>
        Assert.Equal(
            ["new old"],
            await LogOf("""
                [Unit] public sealed partial class Db(string sim) { public string Sim => sim; }
                [Worker] public sealed partial class Server
                {
                    private readonly string _sim = "old";
                    [OnStartup] private void Up() => Journal.Add($"{Db.Sim} {_sim}");
                }
                """, Run.Replace("options:", "sim: \"new\", options:", StringComparison.Ordinal)));
}
