using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2008Tests
{
    private const string Rule = RuleIds.HookWithoutUnit;

    [Fact]
    public async Task S11_a_class_with_a_hook_that_is_no_unit_is_reported() =>
        await Project.With("public sealed class [|Db|] { [OnStartup] private void Open() { } }").Reports(Rule,
            "Db has hooks but is no unit: Open [OnStartup] is never called. Write '[Unit] public sealed partial class Db'.");

    [Fact]
    public async Task With_several_hooks_it_is_one_report_with_their_places()
    {
        var reported = await Project.With("partial record [|Db|] { [OnStartup] private void Open() { } [OnShutdown] private void Close() { } }").Reports(Rule,
            "Db has hooks but is no unit: Open [OnStartup] and Close [OnShutdown] are never called. Write '[Unit] partial record Db'.");
        Assert.Equal(2, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("public class [|Base|] { [OnStartup] protected void Open() { } } public class Derived : Base;")]
    [InlineData("public static class [|Db|] { [OnStartup] private static void Open() { } }")]
    [InlineData("public struct [|Db|] { [OnStartup] private void Open() { } }")]
    public async Task Every_kind_is_reported(string source) => await Project.With(source).Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class Db { [OnStartup] private void Open() { } }")]
    [InlineData("public abstract class Base { [OnStartup] protected void Open() { } }")]
    [InlineData("public class Base { [OnStartup] protected void Open() { } } [Unit] public sealed partial class Db : Base;")]
    [InlineData("public class Base<T> { [OnStartup] protected void Open() { } } public class Middle : Base<int>; public partial class Outer { [Unit] internal sealed partial class Db : Middle; }")]
    [InlineData("[Worker] public sealed partial class Server { [Run] private void Go() { } } [Unit] public sealed partial class Db;")]
    [InlineData("public sealed class Db { private void Open() { } }")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task Fix_adds_the_attribute_and_partial_and_keeps_trivia() =>
        await Project.With("""
            public static class Outer
            {
                /// <summary>Opens.</summary>
                [Serializable]
                internal sealed class [|Db|]
                {
                    [OnStartup] private void Open() { }
                }
            }

            // the cache
            sealed class [|Cache|] { [OnStartup] private void Open() { } }
            """).IsFixed(Rule, """
            public static partial class Outer
            {
                /// <summary>Opens.</summary>
                [Unit]
                [Serializable]
                internal sealed partial class Db
                {
                    [OnStartup] private void Open() { }
                }
            }

            // the cache
            [Unit]
            sealed partial class Cache { [OnStartup] private void Open() { } }
            """);

    [Theory]
    [InlineData("public static class [|Db|] { [OnStartup] private static void Open() { } }")]
    [InlineData("public sealed class [|Db|]<T> { [OnStartup] private void Open() { } }")]
    [InlineData("public struct [|Db|] { [OnStartup] private void Open() { } }")]
    public async Task No_fix_for_what_cannot_be_a_unit(string source) => await Project.With(source).HasNoFix(Rule);
}
