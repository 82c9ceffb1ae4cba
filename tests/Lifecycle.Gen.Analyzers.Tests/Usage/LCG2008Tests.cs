using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

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
    [InlineData("public interface [|IOpen|] { [OnStartup] void Open() { } [OnShutdown] void Close(); }",
        "IOpen has hooks but is an interface: Open [OnStartup] and Close [OnShutdown] are never called. "
        + "Mark the methods of the units that implement it instead.")]
    [InlineData("[Unit] public sealed partial class Db { public bool IsOpen { [OnStartup] [|get|] => true; } }",
        "Db has hooks that are no ordinary methods: IsOpen [OnStartup] is never called. Move what they do into methods of the unit.")]
    [InlineData("[Unit] public sealed partial class Db { [OnReady] private void Go() { Up(); [[|OnStartup|]] void Up() { } } }",
        "Db has hooks that are no ordinary methods: Up [OnStartup] is never called. Move what they do into methods of the unit.")]
    [InlineData("[Unit] public sealed partial class Db { [OnReady] private void Go() { var up = [[|OnStartup|]] () => { }; up(); } }",
        "Db has hooks that are no ordinary methods: a lambda [OnStartup] is never called. Move what they do into methods of the unit.")]
    public async Task Where_no_worker_looks_for_hooks_they_are_reported(string source, string message) =>
        await Project.With(source).Reports(Rule, message);

    [Theory]
    [InlineData("public class [|Base|] { [OnStartup] protected void Open() { } } public class Derived : Base;", "Base",
        "Write '[Unit] public partial class Base'")]
    [InlineData(
        "public static class [|Db|] { [OnStartup] private static void Open() { } }",
        "Db",
        "Move them into a class with '[Unit]': hooks are called on an instance, and Db has none")]
    [InlineData("public struct [|Db|] { [OnStartup] private void Open() { } }", "Db", "Make Db a class with '[Unit]': a worker keeps one instance of it")]
    [InlineData("file class [|Db|] { [OnStartup] private void Open() { } }", "Db", "Make Db internal, and mark it with '[Unit]'")]
    [InlineData(
        "public class [|Db|]<T> { [OnStartup] protected void Open() { } }",
        "Db",
        "Write '[Unit] public partial class Db<T>'")]
    [InlineData(
        "public sealed class [|Db|]<T> { [OnStartup] private void Open() { } }",
        "Db",
        "Write '[Unit] public sealed partial class Db<T>'")]
    [InlineData(
        "public class Outer<T> { public class [|Db|] { [OnStartup] private void Open() { } } }",
        "Db",
        "Move Db out of Outer, whose type parameters no worker can choose, and mark it with '[Unit]'")]
    [InlineData("public class Outer { class [|Db|] { [OnStartup] private void Open() { } } }", "Db", "Write '[Unit] internal partial class Db'")]
    [InlineData(
        "public class Outer { private sealed class [|Db|] { [OnStartup] private void Open() { } } }",
        "Db",
        "Write '[Unit] internal sealed partial class Db'")]
    public async Task Every_kind_is_reported_with_a_remedy_that_compiles(string source, string name, string remedy) =>
        await Project.With(source).Reports(Rule, $"{name} has hooks but is no unit: Open [OnStartup] is never called. {remedy}.");

    [Fact]
    public async Task Fix_makes_a_private_class_internal() =>
        await Project.With("""
            public class Outer
            {
                private sealed class [|Db|] { [OnStartup] private void Open() { } }
            }
            """).IsFixed(Rule, """
            public partial class Outer
            {
                [Unit]
                internal sealed partial class Db { [OnStartup] private void Open() { } }
            }
            """);

    [Theory]
    [InlineData("[Unit] public sealed partial class Db { [OnStartup] private void Open() { } }")]
    [InlineData("public abstract class Base { [OnStartup] protected void Open() { } }")]
    [InlineData("public class Base { [OnStartup] protected void Open() { } } [Unit] public sealed partial class Db : Base;")]
    [InlineData(
        """
        public class Base<T> { [OnStartup] protected void Open() { } }
        public class Middle : Base<int>;
        public partial class Outer { [Unit] internal sealed partial class Db : Middle; }
        """)]
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
    [InlineData("public class Outer<T> { public sealed class [|Db|] { [OnStartup] private void Open() { } } }")]
    [InlineData("public struct [|Db|] { [OnStartup] private void Open() { } }")]
    public async Task No_fix_for_what_cannot_be_a_unit(string source) => await Project.With(source).HasNoFix(Rule);
}
