using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1003Tests
{
    [Fact]
    public async Task Two_members_that_provide_one_type_are_reported() => await Project.With("""
        public class Pool;
        [Unit] public sealed partial class Database { [Provides] public Pool Main { get; } = new(); }
        static class Pools { [Provides] public static Pool Make() => new(); }
        [Unit] public sealed partial class Api(Pool [|pool|]);
        [Worker] public sealed partial class Server;
        """).Reports(RuleIds.AmbiguousContract,
        "Pool is provided by several units and members: Database.Main, Pools.Make; wanted by Api (Pool pool, App.cs:4). "
        + "Provide one of them as a type of its own, or take Database and use its Main.");

    private const string Rule = RuleIds.AmbiguousContract;
    private const string Stores = """

        public interface IStore;
        [Unit] public sealed partial class FileStore : IStore;
        [Unit] public sealed partial class SqlStore : IStore;
        """;

    [Fact]
    public async Task A_contract_that_two_units_provide_is_reported_with_the_worker_to_write() =>
        await Project.With("return await Worker.RunAsync();\n[Unit] public sealed partial class Api(IStore [|store|]);" + Stores).Reports(Rule,
            "IStore is provided by several units: FileStore, SqlStore; wanted by Api (IStore store, App.cs:2). "
            + "Declare a worker that says which: [Worker, Bind<IStore, FileStore>] public sealed partial class Server;.");

    [Fact]
    public async Task On_a_worker_of_ones_own_the_binding_is_named() =>
        await Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(IStore [|store|]);" + Stores).Reports(Rule,
            "IStore is provided by several units: FileStore, SqlStore; wanted by Api (IStore store, App.cs:2). "
            + "Say which one on Server: [Bind<IStore, FileStore>].");

    [Fact]
    public async Task A_decorator_is_no_alternative_to_itself_and_the_binding_that_is_proposed_works()
    {
        const string Units = """

            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class WrappedStore(IStore inner) : IStore;
            """;
        await Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(IStore [|store|]);" + Units).Reports(Rule,
            "IStore is provided by several units: FileStore, WrappedStore; wanted by Api (IStore store, App.cs:2). "
            + "Say which one on Server: [Bind<IStore, WrappedStore>].");
        await Project.With("[Worker, Bind<IStore, WrappedStore>] public sealed partial class Server;\n[Unit] public sealed partial class Api(IStore store);"
            + Units).IsQuiet();
    }

    [Fact]
    public async Task Thirty_units_that_want_it_are_one_report_with_thirty_places()
    {
        var units = Enumerable.Range(10, 30).Select(i => $"[Unit] public sealed partial class U{i}(IStore {(i == 10 ? "[|store|]" : "store")});");
        var reported = await Project.With("[Worker] public sealed partial class Server;\n" + string.Join('\n', units) + Stores).Reports(Rule,
            "IStore is provided by several units: FileStore, SqlStore; wanted by U10 (IStore store, App.cs:2), U11 (IStore store, App.cs:3), "
            + "U12 (IStore store, App.cs:4), U13 (IStore store, App.cs:5) and 26 more. "
            + "Say which one on Server: [Bind<IStore, FileStore>].");
        Assert.Equal(29, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("[Worker, Bind<IStore, SqlStore>] public sealed partial class Server; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("[Worker, Mixin<Api>, Mixin<FileStore>] public sealed partial class Server; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api(SqlStore store);")]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api(IReadOnlyList<IStore> stores);")]
    [InlineData("[Unit] public sealed partial class Api(IStore store);")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source + Stores).IsQuiet();

    [Fact]
    public async Task Fix_binds_one_on_the_worker_also_in_another_file_and_namespace() =>
        await Project.With("""
            // the server
            [Worker, Mixin<App.Api>] // runs
            public sealed partial class Server;
            """, "Server.cs").And("""
            namespace App;
            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class SqlStore : IStore;
            [Unit] public sealed partial class Api(IStore [|store|]);
            """, "Units.cs").IsFixed(Rule, """
            // the server
            [Worker, Mixin<App.Api>, Bind<App.IStore, App.FileStore>] // runs
            public sealed partial class Server;
            // next file
            namespace App;
            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class SqlStore : IStore;
            [Unit] public sealed partial class Api(IStore store);
            """);

    [Fact]
    public async Task Fix_offers_an_action_for_each_of_the_units() =>
        Assert.Equal(
            ["Use FileStore for IStore in Server", "Use SqlStore for IStore in Server"],
            await Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(IStore [|store|]);" + Stores)
            .OffersAsync(Rule));

    [Fact]
    public async Task No_fix_for_the_default_worker_which_nobody_wrote() =>
        await Project.With("return await Worker.RunAsync();\n[Unit] public sealed partial class Api(IStore [|store|]);" + Stores).HasNoFix(Rule);

    private const string Consumers = """

        public interface IConsumer;
        [Unit] public sealed partial class Consumer(string topic) : IConsumer { public string Topic => topic; }
        [Worker, Instance<Consumer>("orders"), Instance<Consumer>("payments")] public sealed partial class Server;
        """;

    [Theory]
    [InlineData("Consumer")]
    [InlineData("IConsumer")]
    public async Task Of_several_instances_the_parameter_says_which(string type) =>
        await Project.With($"[Unit] public sealed partial class Api({type} [|one|]);" + Consumers).Reports(Rule,
            $"{type} is provided by several instances: Consumer[orders], Consumer[payments]; wanted by Api ({type} one, App.cs:1). "
            + $"Say which one at the parameter, [Instance(\"orders\")], or take all: IReadOnlyList<{type}>.");

    [Fact]
    public async Task Fix_names_an_instance_at_the_parameter() =>
        await Project.With("[Unit] public sealed partial class Api(int port, Consumer [|one|]);" + Consumers)
            .IsFixed(Rule, "[Unit] public sealed partial class Api(int port, [Instance(\"orders\")] Consumer one);" + Consumers);

    [Fact]
    public async Task Several_decorators_are_one_report_and_are_named_from_the_inside_out()
    {
        const string Units = """

            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class Cached(IStore inner) : IStore;
            [Unit] public sealed partial class Logged(IStore inner) : IStore;
            """;
        const string Fixed = "[Worker, Decorate<IStore, Cached>, Decorate<IStore, Logged>] public sealed partial class Server;\n"
            + "[Unit] public sealed partial class Api(IStore store);" + Units;
        var project = Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(IStore [|store|]);" + Units);
        await project.Reports(Rule,
            "IStore is provided by several units: Cached, FileStore, Logged; wanted by Api (IStore store, App.cs:2). "
            + "Say which one on Server: [Decorate<IStore, Cached>, Decorate<IStore, Logged>].");
        await project.IsFixed(Rule, Fixed, "Wrap IStore in Cached, then in Logged, for all in Server");
        await Project.With(Fixed).IsQuiet();
    }

    [Fact]
    public async Task A_decorator_that_could_wrap_several_is_not_among_them() =>
        await Project.With("""
            [Worker, Mixin<Cached>] public sealed partial class Server;
            [Unit] public sealed partial class Cached(IStore [|inner|]) : IStore;
            """ + Stores).Reports(Rule,
            "IStore is provided by several units: FileStore, SqlStore; wanted by Cached (IStore inner, App.cs:2). "
            + "Say which one on Server: [Bind<IStore, FileStore>].");
}
