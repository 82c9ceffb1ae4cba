namespace Lifecycle.Generator.Tests;

/// <summary>The forms that units and workers may have; each compiles without a warning, which the harness sees to.</summary>
public class DeclarationTests
{
    [Theory]
    [InlineData("[Unit] public partial class Open { [OnInit] private void A() { } }")]
    [InlineData("[Unit] public sealed partial record Rec(string Name) { [OnInit] private void A() { } }")]
    [InlineData("[Unit] public partial record class Rec { [OnInit] private void A() { } }")]
    [InlineData("namespace @class.@event; [Unit] public sealed partial class @new { [OnInit] private void @void() { } }")]
    [InlineData(
        """
        public partial struct Outer
        {
            public partial interface IInner { [Unit] public sealed partial class Nested { [OnInit] private void A() { } } }
        }
        """)]
    [InlineData(
        """
        public static partial class Outer
        {
            internal partial record struct Mid { [Unit] internal sealed partial class Nested { [OnInit] private void A() { } } }
        }
        """)]
    [InlineData("namespace A { namespace B.C { [Unit] internal sealed partial class Deep { [OnInit] private void A() { } } } }")]
    [InlineData("[Unit(Id = \"the \\\"one\\\"\")] public sealed partial class Named { [OnInit] private void A() { } }")]
    [InlineData(
        """
        [Unit] public sealed partial class Hidden
        {
            [OnInit] private void hook() { }
            [OnInit] private Task call(CancellationToken t) => Task.CompletedTask;
        }
        """)]
    [InlineData("[Unit, System.Obsolete] public sealed partial class Old { [OnInit] private void A() { } }")]
    [InlineData("[Unit] public sealed partial class NoHooks;")]
    [InlineData("[Unit] public partial class OpenNoHooks;")]
    [InlineData("[Unit] public sealed partial class Two { private Two(int x) { _ = x; } public Two() : this(1) { } [OnInit] private void A() { } }")]
    [InlineData(
        """
        [Unit] internal sealed partial class Class : System.IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
            [OnExit] private ValueTask A() => default;
        }
        """)]
    [InlineData("[Unit] internal sealed partial class Units2 { [OnInit] private partial void A(); } partial class Units2 { private partial void A() { } }")]
    public void A_unit_may_be(string source)
    {
        var run = GeneratorHarness.Run(source + "\nnamespace Workers { [Worker] public sealed partial class Server; }"
            .Replace("namespace Workers {", source.StartsWith("namespace @class", StringComparison.Ordinal) ? "" : "namespace Workers {",
                StringComparison.Ordinal)
            .Replace("Server; }", source.StartsWith("namespace @class", StringComparison.Ordinal) ? "Server;" : "Server; }", StringComparison.Ordinal));
        Assert.Empty(run.Diagnostics);
        Assert.Equal(2, run.Files.Count);
        Assert.DoesNotContain("s_fault", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void All_phases_and_signatures()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public sealed partial class All
            {
                [OnInit] private void Init() { }
                [PreStartup(Retries = 2, RetryDelaySeconds = 0.5, Backoff = Backoff.Exponential, Jitter = true)] private Task PreAsync() => Task.CompletedTask;
                [OnStartup] internal ValueTask StartAsync(CancellationToken token) => default;
                [Background] public Task LoopAsync(IWorkerContext context, CancellationToken token) => Task.CompletedTask;
                [OnReady] private void Ready(IWorkerContext context) { }
                [Run] private Task RunAsync(CancellationToken token) => Task.CompletedTask;
                [OnDrain] private ValueTask DrainAsync() => default;
                [OnShutdown] private void Stop() { }
                [PostShutdown, OnExit] private void After() { }
                [HealthCheck] private bool IsWell() => true;
                [HealthCheck(CacheSeconds = 0.5)] private Task<bool> IsWellAsync(CancellationToken token) => Task.FromResult(true);
                [HealthCheck] private async ValueTask<bool> IsReallyWellAsync() => await Task.FromResult(true);
                [HealthCheck] private void Check() { }
            }
            """).File("All.Unit");
        Assert.Contains("case 0: Init(); return null; // OnInit", text, StringComparison.Ordinal);
        Assert.Contains("\"PreAsync\") { Retries = 2, RetryDelaySeconds = 0.5, Backoff = global::Lifecycle.Backoff.Exponential, Jitter = true },", text,
            StringComparison.Ordinal);
        Assert.Contains("case 0x200: return StartAsync(call.Token).AsTask(); // OnStartup", text, StringComparison.Ordinal);
        Assert.Contains("LoopAsync(call.Context, call.Token)", text, StringComparison.Ordinal);
        Assert.Contains("Ready(call.Context); return null;", text, StringComparison.Ordinal);
        Assert.Contains("case 0x800: After();", text, StringComparison.Ordinal);
        Assert.Contains("case 0x900: After();", text, StringComparison.Ordinal);
        Assert.Contains("case 0xb00: return global::System.Threading.Tasks.Task.FromResult(IsWell()); // HealthCheck", text, StringComparison.Ordinal);
        Assert.Contains("\"IsWellAsync\") { CacheSeconds = 0.5 },", text, StringComparison.Ordinal);
        Assert.Contains("case 0xb01: return IsWellAsync(call.Token); // HealthCheck", text, StringComparison.Ordinal);
        Assert.Contains("case 0xb02: return IsReallyWellAsync().AsTask(); // HealthCheck", text, StringComparison.Ordinal);
        Assert.Contains("case 0xb03: Check(); return null; // HealthCheck", text, StringComparison.Ordinal);
        Assert.Contains("call.Describe(0x8", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OnFailure = FailurePolicy.Restart", "OnFailure = global::Lifecycle.FailurePolicy.Restart")]
    [InlineData("OnFailure = FailurePolicy.RestartDependents, MaxRestarts = 3, RestartWindowSeconds = 10",
        "OnFailure = global::Lifecycle.FailurePolicy.RestartDependents, MaxRestarts = 3, RestartWindowSeconds = 10")]
    [InlineData("OnCompletion = CompletionPolicy.Restart, RestartDelaySeconds = 0.5, Backoff = Backoff.Exponential, Jitter = true",
        "OnCompletion = global::Lifecycle.CompletionPolicy.Restart, RestartDelaySeconds = 0.5, Backoff = "
        + "global::Lifecycle.Backoff.Exponential, Jitter = true")]
    [InlineData("OnFailure = FailurePolicy.Ignore, MaxRestarts = 5, RestartWindowSeconds = 60, TimeoutSeconds = 2",
        "TimeoutSeconds = 2, OnFailure = global::Lifecycle.FailurePolicy.Ignore")]
    [InlineData("OnFailure = FailurePolicy.StopWorker, OnCompletion = CompletionPolicy.Continue, EndsInDrain = false", null)]
    [InlineData("EndsInDrain = true", "EndsInDrain = true")]
    [InlineData("OnFailure = (FailurePolicy)7", null)]
    public void R_BG_2_of_a_policy_exactly_what_is_set_is_emitted(string options, string? emitted)
    {
        var text = GeneratorHarness.Run($$"""
            [Unit] public sealed partial class Loop
            {
                [Background({{options}})] private Task LoopAsync(CancellationToken token) => Task.CompletedTask;
            }
            """).File("Loop.Unit");
        Assert.Contains(emitted is null ? "\"Loop\", \"LoopAsync\");" : $"\"LoopAsync\") {{ {emitted} }});", text, StringComparison.Ordinal);
        Assert.Equal(emitted is not null, text.Contains("call.Describe(0x8", StringComparison.Ordinal));
    }

    [Fact]
    public void Order_comes_before_the_place_in_the_file_and_files_go_by_path()
    {
        var text = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["b.cs"] =
                    """
                    [Unit] public sealed partial class Spread
                    {
                        [OnStartup] private void Third() { }
                        [OnStartup(Order = -1)] private void First() { }
                    }
                    """,
                ["a.cs"] = "partial class Spread { [OnStartup] private void Second() { } [OnStartup(Order = 9)] private void Fourth() { } }",
            },
        }).File("Spread.Unit");
        Assert.Equal(["First", "Second", "Third", "Fourth"], CallsIn(text));
    }

    [Fact]
    public void Fifteen_hooks_of_a_phase_are_counted_in_the_definition()
    {
        var text = GeneratorHarness.Run($$"""
            [Unit] public sealed partial class Many { {{string.Concat(Enumerable.Range(0, 20).Select(i => $"[OnInit] private void H{i}() {{ }} "))}} }
            """).File("Many.Unit");
        Assert.Contains("call.Describe(0x800000000000000f)", text, StringComparison.Ordinal);
        Assert.Contains("case 0x13: H19();", text, StringComparison.Ordinal);
    }

    /// <summary>S12 within one unit: base first on the way up and last on the way down, and what is overridden once.</summary>
    [Fact]
    public void S12_hooks_of_base_classes()
    {
        var text = GeneratorHarness.Run("""
            public abstract class Root
            {
                [OnStartup] protected void RootUp() { }
                [OnShutdown] internal void RootDown() { }
                [OnInit] protected abstract void Init();
            }
            public class Mid : Root
            {
                [OnStartup(Order = -5)] public virtual void MidUp() { }
                protected override void Init() { }
                [OnExit] protected void Same() { }
            }
            [Unit] public sealed partial class Leaf : Mid
            {
                [OnStartup(TimeoutSeconds = 3)] public override void MidUp() { }
                [OnStartup] private void LeafUp() { }
                [OnShutdown] private void LeafDown() { }
                [OnExit] private new void Same() { }
            }
            """).File("Leaf.Unit");
        Assert.Equal(["Init", "RootUp", "MidUp", "LeafUp", "LeafDown", "RootDown", "Same", "base.Same"], CallsIn(text));
        Assert.Contains("\"MidUp\") { TimeoutSeconds = 3 }", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_workers_nested_and_internal_ones_compile()
    {
        var run = GeneratorHarness.Run("""
            namespace App
            {
                [Unit] internal sealed partial class Secret(Key key) { [OnInit] private void A() => System.Console.WriteLine(key); }
                internal sealed class Key;
                [Unit] public sealed partial class Open;
                [Worker] public sealed partial class One;
                [Worker, Mixin<Open>] internal partial class Two;
                public partial class Outer { [Worker, Mixin<Open>] private sealed partial class Three { [Run] private Task GoAsync() => Task.CompletedTask; } }
            }
            """);
        Assert.Contains("internal One(global::App.Key key, ", run.File("App.One.Worker"), StringComparison.Ordinal);
        Assert.Contains("internal global::App.Secret Secret", run.File("App.One.Worker"), StringComparison.Ordinal);
        Assert.Contains("public Two(", run.File("App.Two.Worker"), StringComparison.Ordinal);
        Assert.Contains("units[1] = this;", run.File("App.Outer-Three.Worker"), StringComparison.Ordinal);
        Assert.Equal(6, run.Files.Count);
    }

    [Theory]
    [InlineData("[Unit] public sealed partial class A;", true, 1 + 1)]
    [InlineData("[Unit] public sealed partial class A; [Worker] public sealed partial class W;", true, 1 + 1)]
    [InlineData("[Unit] public sealed partial class A;", false, 1)]
    [InlineData("public sealed partial class A;", true, 0)]
    public void The_default_worker_is_for_programs_with_units_and_without_a_worker(string source, bool isProgram, int files)
    {
        var source2 = isProgram ? "static class P { static void Main() { } }\n" + source : source;
        Assert.Equal(files, (isProgram ? GeneratorHarness.RunProgram(source2) : GeneratorHarness.Run(source2)).Files.Count);
    }

    [Fact]
    public void Worker_names_the_taken_members_around()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public sealed partial class A(string name) { [OnInit] private void B() => System.Console.WriteLine(name); }
            [Worker] public sealed partial class Server { private readonly int _name = 1; public int Name => _name; }
            """).File("Server.Worker");
        Assert.Contains("_name2 = name;", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> CallsIn(string text) => text.Split('\n')
        .Where(line => line.Contains("case ", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..line.LastIndexOf('(')]);

    /// <summary>Classes are found by the text of their attributes before anything is bound: whatever the language lets one write is found.</summary>
    [Theory]
    [InlineData("[Unit] sealed partial class A;")]
    [InlineData("[UnitAttribute] sealed partial class A;")]
    [InlineData("[Lifecycle.Unit] sealed partial class A;")]
    [InlineData("[global::Lifecycle.Unit()] sealed partial class A;")]
    [InlineData("[type: Unit] sealed partial class A;")]
    [InlineData("[@UnitAttribute] sealed partial class A;")]
    [InlineData("[\\u0055nit] sealed partial class A;")]
    [InlineData("[System.Obsolete, Unit(Id = \"A\")] sealed partial class A;")]
    [InlineData("[Unit] sealed partial record A;")]
    [InlineData("sealed partial class A; [Unit] partial class A;")]
    [InlineData("using U = Lifecycle.UnitAttribute; [U] sealed partial class A;")]
    [InlineData("using UAttribute = Lifecycle.UnitAttribute; [U] sealed partial class A;")]
    [InlineData("using L = Lifecycle; [L::Unit] sealed partial class A;")]
    [InlineData("namespace App { using U = Lifecycle.UnitAttribute; namespace Inner { [U] sealed partial class A; } }")]
    [InlineData("partial struct S { partial interface I { [Unit] internal sealed partial class A; } }")]
    public void A_mark_is_found_however_it_is_written(string source) =>
        Assert.Single(
            GeneratorHarness.Run(new GeneratorInput { Files = { ["A.cs"] = source }, AllowedDiagnostics = new HashSet<string> { "CS0618", "CS0612" } }).Files);

    [Theory]
    [InlineData("class UnitAttribute : System.Attribute; [Unit] sealed partial class A;")]
    [InlineData("using U = System.ObsoleteAttribute; [U] sealed partial class A;")]
    [InlineData("class C { [OnInit] void M() { } }")]
    public void What_only_looks_like_a_mark_is_none(string source) =>
        Assert.Empty(GeneratorHarness.Run(new GeneratorInput { Files = { ["A.cs"] = source } }).Files);
}
