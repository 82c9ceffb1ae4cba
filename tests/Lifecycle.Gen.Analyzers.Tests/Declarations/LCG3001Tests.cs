using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG3001Tests
{
    private const string Rule = RuleIds.HookSignature;

    [Theory]
    [InlineData("[OnStartup] private int [|Open|]() => 1;", "Db.Open cannot be called as a hook: it returns int. Return void, Task or ValueTask.")]
    [InlineData("[OnStartup] private Task<int> [|Open|]() => Task.FromResult(1);",
        "Db.Open cannot be called as a hook: it returns Task<int>. Return void, Task or ValueTask.")]
    [InlineData("[OnStartup] private IAsyncEnumerable<int> [|Open|]() => null!;",
        "Db.Open cannot be called as a hook: it returns IAsyncEnumerable<int>. Return void, Task or ValueTask.")]
    [InlineData("[Lifespan] private Task<int> [|Open|]() => Task.FromResult(1);",
        "Db.Open cannot be called as a hook: it returns Task<int>. "
        + "Write 'async IAsyncEnumerable<int>', with one yield return between startup and shutdown.")]
    [InlineData("[OnStartup] private Task<bool> [|Open|]() => Task.FromResult(true);",
        "Db.Open cannot be called as a hook: it returns Task<bool>. Return void, Task or ValueTask.")]
    [InlineData("[HealthCheck] private Task<int> [|Open|]() => Task.FromResult(1);",
        "Db.Open cannot be called as a hook: it returns Task<int>. "
        + "Return bool, Task<bool>, ValueTask<bool>, or void, Task or ValueTask and throw where something is wrong.")]
    [InlineData("[OnStartup] private void [|Open|](int port) { }",
        "Db.Open cannot be called as a hook: it takes (int port). "
        + "Take nothing, an IWorkerContext, a CancellationToken, or both with the token last.")]
    [InlineData("[OnStartup] private void [|Open|](CancellationToken ct, IWorkerContext context) { }",
        "Db.Open cannot be called as a hook: it takes (CancellationToken ct, IWorkerContext context). "
        + "Take nothing, an IWorkerContext, a CancellationToken, or both with the token last.")]
    [InlineData("[OnStartup] private void [|Open|](in CancellationToken ct) { }",
        "Db.Open cannot be called as a hook: it takes (CancellationToken ct). "
        + "Take nothing, an IWorkerContext, a CancellationToken, or both with the token last.")]
    [InlineData("[OnStartup] private static void [|Open|]() { }", "Db.Open cannot be called as a hook: it is static. Remove 'static'.")]
    [InlineData("[OnStartup] private void [|Open|]<T>() { }", "Db.Open cannot be called as a hook: it has type parameters. Remove them.")]
    public async Task Each_way_is_reported(string hook, string message) => await Hook(hook).Reports(Rule, message);

    [Fact]
    public async Task A_private_hook_of_a_base_class_that_is_no_unit_is_reported() =>
        await Project.With("""
            public abstract class Base
            {
                [OnStartup] private void [|Open|]() { }
            }

            [Unit] public sealed partial class Db : Base;
            """).Reports(Rule,
                "Base.Open cannot be called as a hook: it is not accessible in Db, and Base is no unit. Make it protected.");

    [Fact]
    public async Task A_base_class_that_could_be_a_unit_has_two_ways_out() =>
        await Project.With("""
            public class Base
            {
                [OnStartup] private void [|Open|]() { }
            }

            [Unit] public sealed partial class Db : Base;
            """).Reports(Rule,
                "Base.Open cannot be called as a hook: it is not accessible in Db, and Base is no unit. Make it protected, or mark Base with [Unit].");

    [Theory]
    [InlineData("[OnStartup] private void Open() { }")]
    [InlineData("[OnStartup] public Task Open(CancellationToken ct) => Task.CompletedTask;")]
    [InlineData("[OnStartup] internal ValueTask Open(IWorkerContext context) => default;")]
    [InlineData("[OnStartup, OnReady] private async Task Open(IWorkerContext context, CancellationToken ct) => await Task.Yield();")]
    [InlineData(
        """
        [Lifespan] private async IAsyncEnumerable<string> Open(IWorkerContext context, CancellationToken ct)
        {
            await Task.Delay(1, ct);
            yield return context.UnitId;
        }
        """)]
    [InlineData("[HealthCheck] private bool IsWell() => true;")]
    [InlineData("[HealthCheck] private async Task<bool> IsWellAsync(CancellationToken ct) { await Task.Delay(1, ct); return true; }")]
    [InlineData("[HealthCheck] private ValueTask<bool> IsWellAsync(IWorkerContext context) => default;")]
    [InlineData("[HealthCheck] private Task CheckAsync() => Task.CompletedTask;")]
    [InlineData("private static int NotAHook(int n) => n;")]
    public async Task Right_ones_are_not(string members) => await Hook(members).IsQuiet();

    [Theory]
    [InlineData("[OnStartup] private Missing Open() => null!;")]
    [InlineData("[OnStartup] private void Open(Missing missing) { }")]
    public async Task What_the_compiler_reports_is_not_reported_again(string hook) => await Hook(hook).WithCompilerErrors("CS0246").IsQuiet();

    [Theory]
    [InlineData("[OnStartup] private async Task<int> [|Open|]() { await Task.Yield(); return 1; }",
        "[OnStartup] private async Task Open() { await Task.Yield(); }")]
    [InlineData("[OnStartup] private Task<int> [|Open|]() => Task.FromResult(1);", "[OnStartup] private Task Open() => Task.FromResult(1);")]
    [InlineData("[OnStartup] private ValueTask<int> [|Open|]() => ValueTask.FromResult(1);",
        "[OnStartup] private async ValueTask Open() => await ValueTask.FromResult(1);")]
    [InlineData("[OnStartup] private bool [|Open|]() => Try();\n    private bool Try() => true;",
        "[OnStartup] private void Open() => Try();\n    private bool Try() => true;")]
    [InlineData("[OnStartup] private int [|Open|]() => 1 + 1;", "[OnStartup] private void Open() => _ = 1 + 1;")]
    [InlineData("/* a */ [OnStartup] private bool [|Open|]() { if (Try()) return true; return Try(); }\n    private bool Try() => true;",
        "/* a */ [OnStartup] private void Open() { if (Try()) return; Try(); }\n    private bool Try() => true;")]
    public async Task Fix_corrects_the_return_type(string before, string after) =>
        await Hook(before).IsFixed(Rule, Text(after));

    [Theory]
    [InlineData("[OnStartup] private void [|Open|](int port) { }")]
    [InlineData("[OnStartup] private int [|Open|](int port) => port;")]
    [InlineData("[OnStartup] private static int [|Open|]() => 1;")]
    [InlineData("[OnStartup] private IEnumerable<int> [|Open|]() { yield return 1; }")]
    public async Task No_fix_where_the_return_type_is_not_all(string hook) => await Hook(hook).HasNoFix(Rule);

    [Theory]
    [InlineData("[OnStartup] private void [|Open|](Func<Clock> clock) { }",
        "Db.Open cannot be called as a hook: it takes Func<Clock> clock, and what a hook takes is up when the hook is called. Take Clock itself.")]
    [InlineData("[PreStartup] private void [|Open|](Clock clock) { }",
        "Db.Open cannot be called as a hook: it takes Clock clock, and no unit is up in [PreStartup]. "
        + "Take it in [OnStartup] or a later hook, up to [OnShutdown].")]
    [InlineData("[Early] private void [|Open|](Clock clock) { }",
        "Db.Open cannot be called as a hook: it takes Clock clock, and no unit is up in [Early]. "
        + "Take it in [OnStartup] or a later hook, up to [OnShutdown].")]
    [InlineData("[OnStartup] private void Open(Plain [|plain|]) { }",
        "Db.Open cannot be called as a hook: it takes Plain plain, which no unit of Server is or provides. "
        + "Take it in the constructor, where it is an input, or provide it with [Provides].")]
    public async Task What_a_hook_cannot_take_is_reported(string hook, string message) => await Taking(hook).Reports(Rule, message);

    [Theory]
    [InlineData("[OnStartup] private void Open(Clock clock) { }")]
    [InlineData("[OnShutdown] private void Close(Clock clock, IWorkerContext context, CancellationToken ct) { }")]
    [InlineData("[OnReady] private void Ready(Plain? plain) { }")]
    public async Task What_a_worker_has_can_be_taken(string hook) => await Taking(hook).IsQuiet();

    [Fact]
    public async Task The_hook_of_a_worker_takes_none() => await Project.With("""
        [Unit] public sealed partial class Clock;
        [Worker] public sealed partial class Server { [OnReady] private void [|Ready|](Clock clock) { } }
        """).Reports(Rule,
            "Server.Ready cannot be called as a hook: it takes Clock clock, which the hook of a worker cannot. "
            + "Use the property that the worker has for the unit.");

    private static Project Taking(string hook) => Project.With($$"""
        [Phase(Before = typeof(OnStartupAttribute))] public sealed class EarlyAttribute : PhaseAttribute;
        [Unit] public sealed partial class Clock;
        public sealed class Plain;
        [Unit] public sealed partial class Db
        {
            {{hook}}
        }
        [Worker] public sealed partial class Server;
        """);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members}}
        }
        """;

    /// <summary>What LCG3001 says of a hook of a base class can be done without a report of LCG2002.</summary>
    [Theory]
    [InlineData("public abstract class Base", "Base", "Make it protected", "public abstract class Base", "protected")]
    [InlineData("public class Base<T>", "Base<int>", "Make it protected, or mark Base with [Unit]", "[Unit] public partial class Base<T>", "private")]
    [InlineData("public class Base<T>", "Base<int>", "Make it protected, or mark Base with [Unit]", "public class Base<T>", "protected")]
    [InlineData("public class Base", "Base", "Make it protected, or mark Base with [Unit]", "[Unit] public partial class Base", "private")]
    public async Task The_advice_on_a_hook_out_of_reach_can_be_followed(string head, string parent, string advice, string better, string access)
    {
        var unit = $"\n[Unit] public sealed partial class Db : {parent};";
        await Project.With($"{head} {{ [OnStartup] private void [|Open|]() {{ }} }}" + unit).Reports(
            RuleIds.HookSignature,
            $"Base.Open cannot be called as a hook: it is not accessible in Db, and Base is no unit. {advice}.");
        await Project.With($"{better} {{ [OnStartup] {access} void Open() {{ }} }}" + unit).IsQuiet();
    }
}
