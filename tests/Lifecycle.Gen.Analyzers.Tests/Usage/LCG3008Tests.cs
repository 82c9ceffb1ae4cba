using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3008Tests
{
    private const string Rule = RuleIds.LostHook;

    [Fact]
    public async Task An_override_without_the_attribute_is_reported() =>
        await Unit("protected override void [|Open|]() { }").Reports(Rule,
            "Db.Open overrides a hook without its attribute: the worker runs it as Base.Open [OnStartup], which cannot be seen here. "
            + "Write '[OnStartup]' on it.");

    [Fact]
    public async Task A_method_that_hides_a_hook_is_reported() =>
        await Unit("private new void [|Close|]() { }").Reports(Rule,
            "Db.Close hides a hook: the worker runs Base.Close [OnShutdown], and never this one. "
            + "Override it, or write '[OnShutdown]' on this one if both shall run, or rename it.");

    [Fact]
    public async Task Over_several_classes_and_files_it_is_reported_where_it_is_written() =>
        await Project.With("public abstract class Base<T> { [OnStartup] protected virtual Task OpenAsync(CancellationToken ct) => Task.CompletedTask; }",
            "Base.cs")
            .And("public abstract class Middle : Base<int> { protected override Task [|OpenAsync|](CancellationToken ct) => Task.Delay(1, ct); }", "Middle.cs")
            .And(
                """
                [Unit] public sealed partial class Db : Middle
                {
                    [OnStartup] protected override Task OpenAsync(CancellationToken ct) => Task.Delay(1, ct);
                }
                """,
                "Db.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] protected override void Open() { }")]
    [InlineData("[OnShutdown] private new void Close() { }")]
    [InlineData("private void Close(int code) { }")]
    [InlineData("private void Own() { }")]
    [InlineData("protected override void Plain() { }")]
    public async Task Look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    [Fact]
    public async Task A_private_hook_of_the_base_is_nobodys_to_override() =>
        await Project.With("""
            [Unit] public partial class Base { [OnStartup] private void Open() { } }
            [Unit] public sealed partial class Db : Base { private void Open() { } }
            """).IsQuiet();

    private static Project Unit(string members) => Project.With($$"""
        [Unit]
        public sealed partial class Db : Base
        {
            {{members}}
        }

        public abstract class Base
        {
            [OnStartup] protected virtual void Open() { }
            [OnShutdown] protected void Close() { }
            protected virtual void Plain() { }
        }
        """);
}
