using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1025Tests
{
    private const string Rule = RuleIds.NeededUnitLeftOut;

    [Fact]
    public async Task A_unit_that_is_left_out_and_required_is_reported_at_the_attribute() =>
        await Project.With("""
            [Worker, [|Without<Mailer>|]] public sealed partial class Server;
            [Unit] public sealed partial class Mailer;
            [Unit] public sealed partial class Api(Mailer mailer);
            [Unit] public sealed partial class Jobs(Mailer mailer);
            """).Reports(Rule,
            "Mailer is not in Server because of [Without<Mailer>] and is needed: by Api (Mailer mailer, App.cs:3), Jobs (Mailer mailer, App.cs:4). "
            + "Write 'Mailer? mailer', or put another one in its place: [Replace<Mailer, …>].");

    [Theory]
    [InlineData("Database database", "FakeDatabase is no Database: derive it from Database, or take IDatabase instead")]
    [InlineData("IPool pool", "FakeDatabase is no IPool: implement IPool in it")]
    public async Task A_replacement_that_the_consumers_cannot_take_is_reported(string parameter, string remedy) =>
        await Project.With($$"""
            [Worker, [|Replace<Database, FakeDatabase>|]] public sealed partial class Server;
            public interface IDatabase;
            public interface IPool;
            [Unit] public sealed partial class Database : IDatabase, IPool;
            [Unit] public sealed partial class FakeDatabase : IDatabase;
            [Unit] public sealed partial class Api({{parameter}});
            """).Reports(Rule,
            $"Database is not in Server because of [Replace<Database, FakeDatabase>] and is needed: by Api ({parameter}, App.cs:6). {remedy}.");

    [Fact]
    public async Task A_consumer_in_a_library_is_no_place_to_change() =>
        await Project.With("[Worker(IncludeReferenced = true), [|Without<Lib.Mailer>|]] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib; [Unit] public sealed partial class Mailer; [Unit] public sealed partial class Api(Mailer mailer);")
            .Reports(Rule,
                "Mailer is not in Server because of [Without<Mailer>] and is needed: by Api (Mailer mailer, Lib). "
                + "Put another one in its place: [Replace<Mailer, …>].");

    [Theory]
    [InlineData("[Worker, Without<Mailer>] public sealed partial class Server; [Unit] public sealed partial class Api(Mailer? mailer);")]
    [InlineData("[Worker, Without<Mailer>] public sealed partial class Server; [Unit] public sealed partial class Api(IReadOnlyList<IMail> all);")]
    [InlineData("[Worker, Without<Mailer>] public sealed partial class Server; [Unit, DependsOn<Mailer>] public sealed partial class Api;")]
    [InlineData(
        """
        [Worker, Without<Mailer>] public sealed partial class Server;
        [Unit] public sealed partial class Post : IMail;
        [Unit] public sealed partial class Api(IMail mail);
        """)]
    [InlineData(
        """
        [Worker, Replace<Mailer, FakeMailer>] public sealed partial class Server;
        [Unit(AutoInclude = false)] public sealed partial class FakeMailer : IMail;
        [Unit, DependsOn<Mailer>] public sealed partial class Jobs;
        [Unit] public sealed partial class Api(IMail mail);
        """)]
    public async Task Look_alikes_are_not(string source) =>
        await Project.With(source + "public interface IMail; [Unit] public sealed partial class Mailer : IMail;").IsQuiet();
}
