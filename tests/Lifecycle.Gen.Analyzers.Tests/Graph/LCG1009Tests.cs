using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1009Tests
{
    private const string Rule = RuleIds.OrderingWithoutTarget;
    private const string Units = " [Unit] public sealed partial class Api; [Worker, Mixin<Api>] public sealed partial class Other;";

    [Theory]
    [InlineData("[Worker, Mixin<Migrations>] public sealed partial class Server; [Unit, [|StartsBefore<Api>|]] public sealed partial class Migrations;",
        "[StartsBefore<Api>] on Migrations has no effect: Server has Migrations but not Api. Remove it, or name Api in the worker: [Mixin<Api>].")]
    [InlineData(
        """
        [Worker, Mixin<Migrations>] public sealed partial class A;
        [Worker, Mixin<Migrations>] public sealed partial class B;
        [Unit, [|StartsBefore<Api>|]] public sealed partial class Migrations;
        """,
        "[StartsBefore<Api>] on Migrations has no effect: A and B have Migrations but not Api. Remove it, or name Api in the worker: [Mixin<Api>].")]
    public async Task A_target_in_no_worker_of_the_unit_is_reported(string source, string message) => await Project.With(source + Units).Reports(Rule, message);

    [Theory]
    [InlineData(
        """
        [Worker, Mixin<Migrations>] public sealed partial class A;
        [Worker, Mixin<Migrations>, Mixin<Api>] public sealed partial class B;
        [Unit, StartsBefore<Api>] public sealed partial class Migrations;
        """)]
    [InlineData("[Worker, Mixin<Migrations>] public sealed partial class A; [Unit, DependsOn<Api>] public sealed partial class Migrations;")]
    [InlineData(
        """
        [Worker, Mixin<Migrations>] public sealed partial class A;
        [Unit, StartsBefore<Api>] public sealed partial class Migrations;
        public static class Use { public static void It(dynamic h) => h.AttachAsync(new Api()); }
        """)]
    public async Task Look_alikes_are_not(string source) => await Project.With(source + Units).IsQuiet();

    [Fact]
    public async Task A_library_without_a_worker_is_not() =>
        await Project.With("[Unit, StartsBefore<Api>] public sealed partial class Migrations; [Unit] public sealed partial class Api;").IsQuiet();

    [Fact]
    public async Task Fix_removes_it() =>
        await Project.With(
            """
            [Worker, Mixin<Migrations>] public sealed partial class Server;
            [Unit, [|StartsBefore<Api>|]] public sealed partial class Migrations;
            """ + Units)
            .IsFixed(Rule, "[Worker, Mixin<Migrations>] public sealed partial class Server;\n[Unit] public sealed partial class Migrations;" + Units);
}
