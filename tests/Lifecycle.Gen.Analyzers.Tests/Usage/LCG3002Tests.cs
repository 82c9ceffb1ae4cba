using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3002Tests
{
    private const string Rule = RuleIds.SpreadHooks;

    [Fact]
    public async Task Hooks_of_one_phase_in_two_files_are_reported_once() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db
            {
                [OnStartup] private void Open() { }
            }
            """, "Db.cs").And("""
            partial class Db
            {
                [OnStartup] private void [|Migrate|]() { }
            }
            """, "Db.Migrations.cs").And("""
            partial class Db
            {
                [OnStartup] private void Seed() { }
            }
            """, "Db.Seed.cs").Reports(Rule,
            "Db has several [OnStartup] hooks over several files: Migrate (Db.Migrations.cs:3) -> Seed (Db.Seed.cs:3) -> Open (Db.cs:4) is "
            + "only the order of the names of the files. "
            + "Say which is first: '[OnStartup(Order = 1)]'.");

    [Theory]
    [InlineData("[OnStartup(Order = 2)] private void [|Open|]() { }", "[OnStartup(Order = 2)] private void Migrate() { }")]
    [InlineData("[OnStartup] private void [|Open|]() { } [OnStartup(Order = 1)] private void Warm() { }", "[OnStartup] private void Migrate() { }")]
    [InlineData("[OnShutdown] private Task [|CloseAsync|]() => Task.CompletedTask;", "[OnShutdown] private void Flush() { }")]
    [InlineData("[OnInit] void [|A|]() { } [OnReady] void [|B|]() { }", "[OnInit] void C() { } [OnReady] void D() { }")]
    public async Task Equal_places_are_reported(string first, string second) => await Spread(first, second).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private void Open() { }", "[OnStartup(Order = 1)] private void Migrate() { }")]
    [InlineData("[OnStartup] private void Open() { } [OnStartup] private void Migrate() { }", "[OnShutdown] private void Close() { }")]
    [InlineData("[Background] private Task A(CancellationToken ct) => Task.Delay(1, ct);",
        "[Background] private Task B(CancellationToken ct) => Task.Delay(1, ct);")]
    [InlineData("[Run] private Task A(CancellationToken ct) => Task.Delay(1, ct);", "[Run] private Task B(CancellationToken ct) => Task.Delay(1, ct);")]
    [InlineData("[OnStartup] private partial void Open();", "private partial void Open() { }")]
    [InlineData("[OnStartup] private void Open() { }", "private void OnStartupOfOthers() { }")]
    public async Task Look_alikes_are_not(string first, string second) => await Spread(first, second).IsQuiet();

    [Fact]
    public async Task The_base_class_has_its_own_place() =>
        await Project.With("public abstract class Base { [OnStartup] protected void Prepare() { } }", "Base.cs")
            .And("[Unit] public sealed partial class Db : Base { [OnStartup] private void Open() { } }", "Db.cs").IsQuiet();

    private static Project Spread(string first, string second) =>
        Project.With($"[Unit] public sealed partial class Db {{ {first} }}", "A.cs").And($"partial class Db {{ {second} }}", "B.cs");
}
