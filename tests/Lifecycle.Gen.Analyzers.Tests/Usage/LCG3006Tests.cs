using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3006Tests
{
    private const string Rule = RuleIds.UnmarkedHook;

    [Fact]
    public async Task A_method_named_like_a_hook_is_reported() =>
        await Unit("private Task [|StartAsync|](CancellationToken ct) => Task.Delay(1, ct);").Reports(Rule,
            "Db.StartAsync is named like a hook but not marked: StartAsync looks like [OnStartup], but the worker does not call it. "
            + "Write '[OnStartup]' on it, or rename it.");

    [Theory]
    [InlineData("private void [|OnStartup|]() { }")]
    [InlineData("private void [|OnStartUp|]() { }")]
    [InlineData("private void [|OnStatup|]() { }")]
    [InlineData("private void [|OnShutdonw|]() { }")]
    [InlineData("private ValueTask [|OnShutdownAsync|]() => default;")]
    [InlineData("private void [|PostShutdown|](IWorkerContext context) { }")]
    [InlineData("private Task [|ExecuteAsync|](CancellationToken stopping) => Task.CompletedTask;")]
    [InlineData("private void [|Initialize|]() { }")]
    [InlineData("public Task [|StopAsync|](CancellationToken ct) => Task.CompletedTask;")]
    [InlineData("internal void [|OnInit|]() { }")]
    [InlineData("private partial void [|OnReady|](); private partial void OnReady() { }")]
    [InlineData("[OnStartup] private void Open() { } private void [|OnStart|]() { }")]
    public async Task Every_such_name_is_reported(string members) => await Unit(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_a_worker_and_in_another_part() =>
        await Project.With("[Unit] public sealed partial class Db; [Worker, Mixin<Db>] public sealed partial class Server { }", "Server.cs")
            .And("partial class Server { private void [|OnDrain|]() { } }", "Server.Drain.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private Task StartAsync(CancellationToken ct) => Task.Delay(1, ct);")]
    [InlineData("[OnReady] private void Go() => Start(); private void Start() { }")]
    [InlineData("[OnReady] private void Go() { Action start = Start; start(); } private void Start() { }")]
    [InlineData("public Db() => Initialize(); private void Initialize() { }")]
    [InlineData("public void Start() { } public void Stop() { }")]
    [InlineData("[OnStartup] private void Open() { } public Task StartAsync() => Task.CompletedTask;")]
    [InlineData("private static void OnStartup() { }")]
    [InlineData("private void OnStartup<T>() { }")]
    [InlineData("private int Start() => 1;")]
    [InlineData("private void Start(string name) { }")]
    [InlineData("private void OnEdit() { } private void OnExist() { } private void OnRead() { } private void OnTrain() { }")]
    [InlineData("private void StartOver() { }")]
    public async Task Look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    [Fact]
    public async Task Members_of_interfaces_and_overrides_belong_to_others() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db : Base, IService
            {
                public Task StartAsync(CancellationToken ct) => Task.CompletedTask;
                Task IService.StopAsync() => Task.CompletedTask;
                protected override void OnStartup() { }
            }

            public interface IService
            {
                Task StartAsync(CancellationToken ct);
                Task StopAsync();
            }

            public abstract class Base
            {
                protected abstract void OnStartup();
            }

            public sealed class Plain
            {
                private void OnStartup() { }
            }
            """).IsQuiet();

    [Fact]
    public async Task Fix_marks_it_below_its_comments() =>
        await Unit("""
            /// <summary>Starts.</summary>
            private Task [|StartAsync|]() => Task.CompletedTask;

            [System.ComponentModel.Description("")]
            private void [|OnShutdonw|]() { } // ends
            """).IsFixed(Rule, Text("""
            /// <summary>Starts.</summary>
            [OnStartup]
            private Task StartAsync() => Task.CompletedTask;

            [OnShutdown]
            [System.ComponentModel.Description("")]
            private void OnShutdonw() { } // ends
            """));

    [Fact]
    public async Task Fix_names_the_attribute_in_full_where_it_has_to() =>
        await Project.With(
            """
            namespace App; [Lifecycle.Unit] public sealed partial class Db
            {
                private void [|OnStartup|]() { }
            }

            class OnStartupAttribute : Attribute;
            """).IsFixed(Rule,
            """
            namespace App; [Lifecycle.Unit] public sealed partial class Db
            {
                [Lifecycle.OnStartup]
                private void OnStartup() { }
            }

            class OnStartupAttribute : Attribute;
            """);

    private static Project Unit(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}
        }
        """;
}
