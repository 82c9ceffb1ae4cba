using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2001Tests
{
    private const string Rule = RuleIds.NotPartial;

    [Fact]
    public async Task A_unit_without_partial_is_reported_and_brings_nothing_else() =>
        await Project.With("[Unit] public sealed class [|Db|] { [OnStartup] private void Open() { } }").Reports(Rule,
            "Db is not partial: the unit needs a generated part. Write 'public sealed partial class Db'.");

    [Fact]
    public async Task So_is_a_worker() =>
        await Project.With("[Worker] internal class [|Server|]; [Unit] public sealed partial class Db;").Reports(Rule,
            "Server is not partial: the worker needs a generated part. Write 'internal partial class Server'.");

    [Fact]
    public async Task And_a_type_around_a_unit() =>
        await Project.With("public static class [|Outer|] { [Unit] public sealed partial class Db; }").Reports(Rule,
            "Outer is not partial: a unit inside it needs a generated part. Write 'public static partial class Outer'.");

    [Fact]
    public async Task The_rest_of_the_program_still_compiles() =>
        await Project.With(
            """
            return await Worker.RunAsync(port: 80);
            [Unit] public sealed class [|Db|](int port);
            [Unit] public sealed partial class Api(Db db);
            """).Reports(Rule);

    [Fact]
    public async Task Its_circle_is_reported_too() =>
        await Project.With("[Unit] public sealed class [|Db|](Api api); [Unit] public sealed partial class Api(Db {|LCG1001:db|});").Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class Db;")]
    [InlineData("public partial struct Outer { [Unit] public sealed partial class Db; }")]
    [InlineData("public partial interface IOuter { [Unit] public sealed partial record Db; }")]
    [InlineData("public sealed class Db { private void Open() { } }")]
    [InlineData("[Unit] public sealed partial class Db; public class NotAround { public class Inner; }")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task Fix_adds_it_last_and_keeps_trivia() =>
        await Project.With("""
            // around
            static class [|Outer|]
            {
                /// <summary>A unit.</summary>
                [Unit] // marked
                internal class [|Db|] { }

                [Unit]
                public sealed record [|Cache|];
            }

            [Worker, Mixin<Other>]
            public sealed class [|Server|];

            [Unit]
            public sealed partial class Other;
            """).IsFixed(Rule, """
            // around
            static partial class Outer
            {
                /// <summary>A unit.</summary>
                [Unit] // marked
                internal partial class Db { }

                [Unit]
                public sealed partial record Cache;
            }

            [Worker, Mixin<Other>]
            public sealed partial class Server;

            [Unit]
            public sealed partial class Other;
            """);
}
