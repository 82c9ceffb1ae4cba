using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1011Tests
{
    private const string Rule = RuleIds.Duplicate;

    [Theory]
    [InlineData("[Worker, [|Mixin<Db>|], Mixin<Db>] public sealed partial class Server; [Unit] public sealed partial class Db;",
        "Mixin<Db> is there twice: Server, App.cs:1, App.cs:1. Remove one of the two.")]
    [InlineData(
        """
        [Worker, [|Bind<IDb, Db>|], Bind<IDb, Sql>] public sealed partial class Server;
        public interface IDb;
        [Unit] public sealed partial class Db : IDb;
        [Unit] public sealed partial class Sql : IDb;
        """,
        "A binding of IDb is there twice: Server, App.cs:1, App.cs:1. Remove one of the two.")]
    [InlineData("[Unit(Id = \"db\")] public sealed partial class [|Db|]; [Unit(Id = \"db\")] public sealed partial class Sql;",
        "The unit id \"db\" is there twice: Db, App.cs:1 and Sql, App.cs:1. Give Sql another id: [Unit(Id = \"…\")].")]
    public async Task Each_is_reported_once_with_both_places(string source, string message)
    {
        var reported = await Project.With(source).Reports(Rule, message);
        Assert.Single(Assert.Single(reported.Diagnostics).AdditionalLocations);
    }

    [Theory]
    [InlineData(
        """
        [Worker, Mixin<Db>, Mixin<Sql>] public sealed partial class Server;
        [Unit] public sealed partial class Db;
        [Unit] public sealed partial class Sql;
        """)]
    [InlineData(
        """
        [Worker, Mixin<Db>] public sealed partial class Server;
        [Worker, Mixin<Db>] public sealed partial class Other;
        [Unit] public sealed partial class Db;
        """)]
    [InlineData(
        """
        [Worker, Bind<IDb, Db>, Bind<ISql, Db>] public sealed partial class Server;
        public interface IDb;
        public interface ISql;
        [Unit] public sealed partial class Db : IDb, ISql;
        """)]
    [InlineData("[Unit(Id = \"a\")] public sealed partial class Db; [Unit(Id = \"b\")] public sealed partial class Sql;")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task Fix_removes_the_second_one() =>
        await Project.With("""
            [Worker]
            // all
            [[|Mixin<Api>|]]
            [Mixin<Api>, Mixin<Api>]
            [[|Bind<IStore, FileStore>|], Bind<IStore, SqlStore>]
            public sealed partial class Server;
            [Unit] public sealed partial class Api(IStore store);
            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class SqlStore : IStore;
            """).IsFixed(Rule, """
            [Worker]
            // all
            [Mixin<Api>]
            [Bind<IStore, FileStore>]
            public sealed partial class Server;
            [Unit] public sealed partial class Api(IStore store);
            public interface IStore;
            [Unit] public sealed partial class FileStore : IStore;
            [Unit] public sealed partial class SqlStore : IStore;
            """);

    [Fact]
    public async Task Fix_offers_to_keep_either_of_two_bindings() =>
        Assert.Equal(
            ["Remove the second one", "Keep [Bind<IStore, SqlStore>] alone"],
            await Project.With(
                """
                [Worker, [|Bind<IStore, FileStore>|], Bind<IStore, SqlStore>] public sealed partial class Server;
                public interface IStore;
                [Unit] public sealed partial class FileStore : IStore;
                [Unit] public sealed partial class SqlStore : IStore;
                """).OffersAsync(Rule));

    [Fact]
    public async Task No_fix_for_ids_that_only_their_author_can_choose() =>
        await Project.With("[Unit(Id = \"db\")] public sealed partial class [|A|]; [Unit(Id = \"db\")] public sealed partial class B;").HasNoFix(Rule);

    [Theory]
    [InlineData("orders", "Instance<A>(\"orders\")")]
    [InlineData("Orders", "Instance<A>(\"orders\") and Instance<A>(\"Orders\")")]
    [InlineData("or-ders", null)]
    public async Task Two_instances_whose_members_would_have_one_name_are_reported(string second, string? what)
    {
        var project = Project.With(
            $"[Worker, {(what is null ? "Instance<A>(\"orders\")" : "[|Instance<A>(\"orders\")|]")}, Instance<A>(\"{second}\")] "
            + "public sealed partial class Server;\n[Unit] public sealed partial class A;");
        if (what is null)
            await project.IsQuiet();
        else
            await project.Reports(Rule, $"{what} is there twice: Server, App.cs:1, App.cs:1. Remove one of the two, or give it another name.");
    }
}
