using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1004Tests
{
    private const string Rule = RuleIds.NotAUnit;

    [Theory]
    [InlineData("[Unit, [|DependsOn<Plain>|]] public sealed partial class Api; public sealed class Plain;",
        "Plain is no unit: named by Api ([DependsOn<Plain>], App.cs:1). Mark Plain with [Unit], or name a unit.")]
    [InlineData("[Unit, [|StartsBefore<IPlain>|]] public sealed partial class Api; public interface IPlain;",
        "IPlain is no unit: named by Api ([StartsBefore<IPlain>], App.cs:1). Mark IPlain with [Unit], or name a unit.")]
    [InlineData("[Worker, [|Mixin<Plain>|]] public sealed partial class Server; [Unit] public sealed partial class Api; public sealed class Plain;",
        "Plain is no unit: named by Server ([Mixin<Plain>], App.cs:1). Mark Plain with [Unit], or name a unit.")]
    [InlineData(
        """
        [Worker, [|Bind<IPlain, Plain>|]] public sealed partial class Server;
        [Unit] public sealed partial class Api;
        public interface IPlain;
        public sealed class Plain : IPlain;
        """,
        "Plain is no unit: named by Server ([Bind<IPlain, Plain>], App.cs:1). Mark Plain with [Unit], or name a unit.")]
    public async Task Each_attribute_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Fact]
    public async Task One_type_that_thirty_units_name_is_one_report_with_thirty_places()
    {
        var units = Enumerable.Range(10, 30)
            .Select(i => $"[Unit, {(i == 10 ? "[|DependsOn<Plain>|]" : "DependsOn<Plain>")}] public sealed partial class U{i};");
        var reported = await Project.With(string.Join('\n', units) + "\npublic sealed class Plain;").Reports(Rule,
            "Plain is no unit: named by U10 ([DependsOn<Plain>], App.cs:1), U11 ([DependsOn<Plain>], App.cs:2), U12 ([DependsOn<Plain>], "
            + "App.cs:3), U13 ([DependsOn<Plain>], App.cs:4) and 26 more. "
            + "Mark Plain with [Unit], or name a unit.");
        Assert.Equal(29, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("[Unit, DependsOn<Db>] public sealed partial class Api; [Unit] public sealed partial class Db;")]
    [InlineData("[Unit, DependsOn<IDb>] public sealed partial class Api; public interface IDb; [Unit] public sealed partial class Db : IDb;")]
    [InlineData(
        """
        [Worker, Mixin<Api>, Bind<IDb, Db>] public sealed partial class Server;
        [Unit] public sealed partial class Api(IDb db);
        public interface IDb;
        [Unit] public sealed partial class Db : IDb;
        """)]
    [InlineData("[DependsOn<Plain>] public sealed class NoUnit; public sealed class Plain;")]
    public async Task Right_ones_are_not(string source) => await Project.With(source).IsQuiet();

    [Theory]
    [InlineData("[Worker, Bind<IDb, Api>] public sealed partial class Server; [Unit] public sealed partial class Api; public interface IDb;", "CS0311")]
    [InlineData("[Unit, DependsOn<Missing>] public sealed partial class Api;", "CS0246")]
    public async Task What_the_compiler_reports_is_not_reported_again(string source, string error) =>
        await Project.With(source).WithCompilerErrors(error).IsQuiet();

    [Fact]
    public async Task Fix_marks_the_class_wherever_it_is() =>
        await Project.With("""
            [Worker, [|Mixin<Outer.Plain>|]] public sealed partial class Server;
            [Unit, DependsOn<Outer.Plain>, [|DependsOn<Other>|]] public sealed partial class Api;
            """, "Api.cs").And("""
            public static class Outer
            {
                /// <summary>Plain.</summary>
                internal sealed class Plain;
            }

            public sealed class Other;
            """, "Plain.cs").IsFixed(Rule, """
            [Worker, Mixin<Outer.Plain>] public sealed partial class Server;
            [Unit, DependsOn<Outer.Plain>, DependsOn<Other>] public sealed partial class Api;
            // next file
            public static partial class Outer
            {
                /// <summary>Plain.</summary>
                [Unit]
                internal sealed partial class Plain;
            }

            [Unit]
            public sealed partial class Other;
            """);

    [Theory]
    [InlineData("[Unit, [|DependsOn<IPlain>|]] public sealed partial class Api; public interface IPlain;")]
    [InlineData("[Unit, [|DependsOn<Plain>|]] public sealed partial class Api; public abstract class Plain;")]
    [InlineData("[Unit, [|DependsOn<List<int>>|]] public sealed partial class Api;")]
    public async Task No_fix_for_what_cannot_be_a_unit(string source) => await Project.With(source).HasNoFix(Rule);
}
