using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3005Tests
{
    private const string Rule = RuleIds.NullTask;

    [Fact]
    public async Task A_null_is_reported_in_place_of_CS8603() =>
        await Hook("[OnShutdown] private Task CloseAsync() { if (_flag) return [|null|]; return Task.CompletedTask; }").Reports(Rule,
            "Db.CloseAsync returns a null task: CloseAsync [OnShutdown] -> null is nothing that could be awaited, so that awaiting it "
            + "fails, and the worker takes the hook for finished. "
            + "Write 'Task.CompletedTask'.");

    [Fact]
    public async Task A_call_of_what_may_not_be_there_is_reported() =>
        await Hook("[OnShutdown] private Task CloseAsync() => [|_other?.StopAll()|]!;").Reports(Rule,
            "Db.CloseAsync returns a null task: CloseAsync [OnShutdown] -> _other?.StopAll() is null where there is nothing to call, so that "
            + "awaiting it fails, and the worker takes the hook for finished. "
            + "Write '_other?.StopAll() ?? Task.CompletedTask'.");

    [Theory]
    [InlineData("[OnStartup] private Task Open() => [|null|]!;")]
    [InlineData("[OnStartup] private Task Open() => [|null|];")]
    [InlineData("[OnStartup] private Task Open() => [|default|]!;")]
    [InlineData("[OnStartup] private Task Open() => [|default(Task)|]!;")]
    [InlineData("[OnStartup] private Task Open() => (Task)[|null|]!;")]
    [InlineData("[OnStartup] private Task Open() { return _flag ? StopAll() : [|null|]!; }")]
    [InlineData("[OnStartup] private Task Open() => _kept ?? [|null|]!;")]
    [InlineData("[OnStartup] private Task Open() => _flag switch { true => StopAll(), false => [|null|]! };")]
    [InlineData("[OnStartup] private Task Open() { Task? task = null; return [|task|]!; }")]
    [InlineData("[OnStartup] private partial Task Open(); private partial Task Open() => [|null|]!;")]
    [InlineData("[OnStartup] private partial Task Open(); private partial Task Open() { return [|null|]!; }")]
    [InlineData("[OnStartup] private Task Open() => Inner(); private Task Inner() => [|null|]!;")]
    [InlineData("[OnStartup] private Task Open() => Deep<int>(); private Task Deep<T>() { return Deeper(); } private Task Deeper() => [|_other?.StopAll()|]!;")]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With("public abstract class Base<T> { [OnStartup] protected Task Prepare() => [|null|]!; }", "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int> { [OnStartup] private partial Task Open(); }", "Db.cs")
            .And("partial class Db { private partial Task Open() => [|null|]!; }", "Db.Other.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private Task Open() => Task.CompletedTask;")]
    [InlineData("[OnStartup] private ValueTask Open() => default;")]
    [InlineData("[OnStartup] private async Task Open() { await Task.Yield(); object? nothing = null; GC.KeepAlive(nothing); }")]
    [InlineData("[OnStartup] private Task Open() => _other?.StopAll() ?? Task.CompletedTask;")]
    [InlineData("[OnStartup] private Task Open() { Task? task = null; if (_flag) task = StopAll(); return task ?? Task.CompletedTask; }")]
    [InlineData("[OnStartup] private Task Open() { Task? task = null; Make(ref task); return task!; } private void Make(ref Task? task) => task = StopAll();")]
    [InlineData("[OnStartup] private Task Open() { Func<Task?> none = () => null; return none() ?? StopAll(); }")]
    [InlineData("[OnStartup] private Task Open() { return StopAll(); Task? None() => null; }")]
    [InlineData("[OnStartup] private void Open() => _kept = None(); private Task? None() => null;")]
    [InlineData("private Task? NoHook() => null;")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Where_the_rule_is_off_the_compiler_speaks_again() =>
        await Hook("[OnStartup] private Task Open() => null;").Configured("dotnet_diagnostic.LCG3005.severity = none").WithCompilerErrors("CS8603").IsQuiet();

    [Fact]
    public async Task Fix_returns_a_finished_task_and_keeps_comments() =>
        await Hook("""
            [OnStartup] private Task Open() => [|null|]; // nothing to do
            [OnShutdown] private Task Close() => [|_other?.StopAll()|]!;
            [OnReady] private Task Ready() => _flag ? StopAll() : /* none */ [|default(Task)|]!;
            """).IsFixed(Rule, Text("""
            [OnStartup] private Task Open() => Task.CompletedTask; // nothing to do
            [OnShutdown] private Task Close() => _other?.StopAll() ?? Task.CompletedTask;
            [OnReady] private Task Ready() => _flag ? StopAll() : /* none */ Task.CompletedTask;
            """));

    [Fact]
    public async Task Fix_leaves_what_a_local_holds_to_the_author() =>
        await Hook("[OnStartup] private Task Open() { Task? task = null; return [|task|]!; }").HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private readonly Other? _other = new();
            private Task? _kept;
            private bool _flag;

            {{members.ReplaceLineEndings("\n    ")}}

            private Task StopAll() => Task.CompletedTask;
        }

        public sealed class Other
        {
            public Task StopAll() => Task.CompletedTask;
        }
        """;
}
