using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Generator.Tests;

/// <summary>Phases that users declare: what is generated for them, run on the real engine, and which edits are seen.</summary>
public class CustomPhaseTests
{
    private const string Flush = "[Phase(Order = PhaseOrder.Backward)] public sealed class FlushAttribute : PhaseAttribute;\n";

    [Fact]
    public async Task S3_custom_phases_are_complete_before_the_next_begins_in_their_nesting()
    {
        var log = await Execution.LogOf("""
            [Phase(After = typeof(OnStartupAttribute))] public sealed class MigrateAttribute : PhaseAttribute;
            [Phase(After = typeof(MigrateAttribute))] public sealed class SeedAttribute : PhaseAttribute;
            [Phase(Before = typeof(MigrateAttribute))] public sealed class CheckAttribute : PhaseAttribute;
            [Phase(Before = typeof(OnShutdownAttribute), Order = PhaseOrder.Backward)] public sealed class FlushAttribute : PhaseAttribute;
            [Unit] public sealed partial class A
            {
                [OnStartup] private void Up() => Test.Log.Add("up A");
                [Check] private void Check() => Test.Log.Add("check A");
                [Migrate] private async Task MigrateAsync() { await Task.Yield(); Test.Log.Add("migrate A"); }
                [Seed] private ValueTask SeedAsync(IWorkerContext context, CancellationToken token) { Test.Log.Add("seed " + context.UnitId); return default; }
                [Flush] private void Flush() => Test.Log.Add("flush A");
                [OnShutdown] private void Down() => Test.Log.Add("down A");
            }
            [Unit] public sealed partial class B(A a)
            {
                [OnStartup] private void Up() => Test.Log.Add("up B of " + a.GetType().Name);
                [Migrate(Order = 2)] private void Second() => Test.Log.Add("migrate B 2");
                [Migrate(Order = 1, TimeoutSeconds = 5)] private void First() => Test.Log.Add("migrate B 1");
                [Flush] private void Flush() => Test.Log.Add("flush B");
                [OnReady] private void Ready() => Test.Log.Add("ready B");
                [OnShutdown] private void Down() => Test.Log.Add("down B");
            }
            [Unit] public sealed partial class C { [Seed] private void Seed() => Test.Log.Add("seed C"); }
            [Worker] public sealed partial class Server { [Seed] private void Seed() => Test.Log.Add("seed the worker"); }
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    await server.StopAsync();
                    foreach (var phase in server.Plan.Phases)
                        Log.Add(phase.ToString());
                }
            }
            """);
        Assert.Equal(
            [
                "up A", "up B of A", "check A", "migrate A", "migrate B 1", "migrate B 2", "seed A", "seed C", "seed the worker", "ready B",
                "flush B", "flush A", "down B", "down A",
                "CheckAttribute after OnStartup, forward", "MigrateAttribute after OnStartup, forward", "SeedAttribute after OnStartup, forward",
                "FlushAttribute before OnShutdown, backward",
            ],
            log);
    }

    [Fact]
    public async Task S18_parallel_hooks_overlap_and_the_others_are_awaited_when_one_fails()
    {
        var log = await Execution.LogOf("""
            [Phase(After = typeof(OnReadyAttribute), Order = PhaseOrder.Parallel)] public sealed class WarmAttribute : PhaseAttribute;
            [Unit] public sealed partial class A
            {
                [Warm] private async Task WarmAsync() { await Test.Both(); Test.Log.Add("warm A"); }
            }
            [Unit] public sealed partial class B(A a)
            {
                [Warm] private async Task WarmAsync() { await Test.Both(); if (Test.Fails) throw new System.IO.IOException("cold " + a.GetType().Name); }
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                private static TaskCompletionSource s_both = new();
                private static int s_here;
                public static bool Fails;
                // Each waits for the other: one after the other would never end.
                public static Task Both() { if (Interlocked.Increment(ref s_here) == 2) s_both.SetResult(); return s_both.Task; }
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await server.StopAsync();
                    (Fails, s_here, s_both) = (true, 0, new());
                    try { await server.StartAsync(); }
                    catch (UnitStartException e) { Log.Add($"{e.Unit} {e.Hook} {e.Phase}: {e.InnerException!.Message}, {server.State}"); }
                }
            }
            """);
        Assert.Equal(["warm A", "warm A", "B WarmAsync Warm: cold A, Failed"], log);
    }

    [Fact]
    public async Task A_phase_without_a_place_is_a_method_of_the_worker()
    {
        var log = await Execution.LogOf(Flush + """
            [Phase(After = typeof(FlushAttribute))] public sealed class SyncAttribute : PhaseAttribute;
            [Unit] public sealed partial class A
            {
                [Flush] private void Save() => Test.Log.Add("flush A");
                [Sync] private void Sync() => Test.Log.Add("sync A");
            }
            [Unit] public sealed partial class B(A a)
            {
                [Flush] private Task SaveAsync(CancellationToken token)
                {
                    Test.Log.Add($"flush B {token.CanBeCanceled} {a.GetType().Name}");
                    throw new System.IO.IOException("full");
                }
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    try { await server.FlushAsync(); } catch (UnitStateException e) { Log.Add(e.Message); }
                    await server.StartAsync();
                    try { await server.FlushAsync(); } catch (UnitPhaseException e) { Log.Add($"{e.Message} {server.State}"); }
                }
            }
            """);
        Assert.Equal(["Server cannot run Flush: it is not up (Created).", "flush B True A", "flush A", "sync A",
            "Server: [Flush] SaveAsync of B failed: full Started"], log);
    }

    [Fact]
    public async Task Hooks_of_base_classes_run_first_or_last_by_the_order_of_the_phase_and_once()
    {
        var log = await Execution.LogOf("""
            [Phase(After = typeof(OnStartupAttribute))] public sealed class WarmAttribute : PhaseAttribute;
            [Phase(Before = typeof(OnShutdownAttribute), Order = PhaseOrder.Backward)] public sealed class CoolAttribute : PhaseAttribute;
            public abstract class Root
            {
                [Warm] protected virtual void Warm() => Test.Log.Add("warm root");
                [Cool] protected void Cool() => Test.Log.Add("cool root");
            }
            [Unit] public partial class Base : Root
            {
                [Warm] private void Own() => Test.Log.Add("warm base");
                [Warm] protected override void Warm() => Test.Log.Add("warm root in base");
            }
            [Unit] public sealed partial class Derived : Base
            {
                [Warm] private void Own() => Test.Log.Add("warm derived");
                [Cool] private void Mine() => Test.Log.Add("cool derived");
            }
            [Worker, Mixin<Derived>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    await server.StopAsync();
                }
            }
            """);
        Assert.Equal(["warm root in base", "warm base", "warm derived", "cool derived", "cool root"], log);
    }

    /// <summary>The base unit numbers its phases without those of the derived unit.</summary>
    [Fact]
    public async Task A_derived_unit_finds_the_private_hooks_of_its_base_under_the_numbers_of_the_base()
    {
        var log = await Execution.LogOf("""
            [Phase(After = typeof(OnStartupAttribute))] public sealed class AlphaAttribute : PhaseAttribute;
            [Phase(After = typeof(OnReadyAttribute))] public sealed class OmegaAttribute : PhaseAttribute;
            [Unit] public partial class Base { [Omega] private void Last() => Test.Log.Add("omega base"); }
            [Unit] public sealed partial class Derived : Base
            {
                [Alpha] private void First() => Test.Log.Add("alpha derived");
                [Omega] private void Last() => Test.Log.Add("omega derived");
            }
            [Worker, Mixin<Derived>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                }
            }
            """);
        Assert.Equal(["alpha derived", "omega base", "omega derived"], log);
    }

    [Fact]
    public void A_phase_of_a_referenced_assembly_works_by_its_symbol()
    {
        var library = GeneratorHarness.Compile(new GeneratorInput
        {
            Files =
            {
                ["Library.cs"] = """
                    namespace Library;
                    [Phase(After = typeof(OnStartupAttribute))] public sealed class OpenAttribute : PhaseAttribute;
                    [Phase(Before = typeof(OpenAttribute), Order = PhaseOrder.Parallel)] public sealed class ProbeAttribute : PhaseAttribute;
                    """,
            },
        }).ToMetadataReference();
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["App.cs"] =
                    """
                    namespace App;
                    [Unit] public sealed partial class A { [Library.Probe(TimeoutSeconds = 2)] private void Probe() { } }
                    [Worker] public sealed partial class Server;
                    """,
            },
            References = [library],
        });
        Assert.Contains("""HookDefinition(0x1000, "Probe") { Phase = "Library.ProbeAttribute", TimeoutSeconds = 2 }""", run.File("App.A.Unit"),
            StringComparison.Ordinal);
        Assert.Contains("""[] { new("Library.ProbeAttribute", 0x200, true, 2), new("Library.OpenAttribute", 0x200, true, 0) }""",
            run.File("App.Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_emitted_where_no_unit_of_the_worker_has_such_hooks()
    {
        var run = GeneratorHarness.Run("namespace App; " + Flush +
            """
            [Unit] public sealed partial class A { [Flush] private void Save() { } }
            [Unit] public sealed partial class B;
            [Worker, Mixin<B>] public sealed partial class Server;
            """);
        Assert.DoesNotContain("Phase", run.File("App.Server.Worker"), StringComparison.Ordinal);
        Assert.DoesNotContain("Flush", run.File("App.Server.Worker"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Phase(After = typeof(OnReadyAttribute))]", "[Phase(After = typeof(OnStartupAttribute))]", "App.Server.Worker")]
    [InlineData("[Phase(After = typeof(OnReadyAttribute))]", "[Phase(Before = typeof(OnReadyAttribute))]", "App.Server.Worker")]
    [InlineData("[Phase(After = typeof(OnReadyAttribute))]", "[Phase(After = typeof(OnReadyAttribute), Order = Orders.All)]", "App.Server.Worker")]
    [InlineData("[Phase(After = typeof(OnReadyAttribute))]", "[Phase]", "App.Server.Worker")]
    [InlineData("Attribute : PhaseAttribute", "Attribute : RetryPhaseAttribute", "")]
    [InlineData("All = 2", "All = 1", "App.Server.Worker", "Orders.cs")]
    [InlineData("All = 2", "All = 2, More = 3", "", "Orders.cs")]
    [InlineData("[Phase(After = typeof(WarmAttribute)", "[Phase(Before = typeof(WarmAttribute)", "App.Server.Worker", "Late.cs")]
    public void An_edit_of_the_attributes_class_in_another_file_is_seen(string old, string replacement, string outputs, string file = "Warm.cs")
    {
        var input = new GeneratorInput
        {
            Files =
            {
                ["Warm.cs"] = "namespace App; [Phase(After = typeof(OnReadyAttribute))] public sealed class WarmAttribute : PhaseAttribute;",
                ["Late.cs"] = "namespace App; [Phase(After = typeof(WarmAttribute), Order = Orders.All)] public sealed class LateAttribute : PhaseAttribute;",
                ["Orders.cs"] = "namespace App; static class Orders { public const int All = 2; }",
                ["A.cs"] =
                    """
                    namespace App;
                    [Unit] public sealed partial class A { [Warm] private void Warm() { } }
                    [Unit] public sealed partial class B { [Late] private void Late() { } }
                    """,
                ["Server.cs"] = "namespace App; [Worker] public sealed partial class Server;",
            },
        };
        Assert.Equal(outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries), IncrementalityTests.OutputsAfter(input, file, old, replacement));
    }

    [Fact]
    public void A_class_that_ceases_to_be_a_phase_takes_its_hooks_with_it()
    {
        var input = new GeneratorInput
        {
            Files =
            {
                ["Warm.cs"] = "namespace App; public sealed class WarmAttribute : PhaseAttribute;",
                ["A.cs"] = "namespace App; [Unit] public sealed partial class A { [Warm] private void Warm() { } }",
                ["Server.cs"] = "namespace App; [Worker] public sealed partial class Server;",
            },
        };
        Assert.Equal(["App.A.Unit", "App.Server.Worker"], IncrementalityTests.OutputsAfter(input, "Warm.cs", ": PhaseAttribute", ": System.Attribute"));
    }

    [Fact]
    public void An_option_of_a_hook_re_emits_the_unit_alone_and_a_body_nothing()
    {
        var input = new GeneratorInput
        {
            Files =
            {
                ["A.cs"] = "namespace App; " + Flush + "[Unit] public sealed partial class A { [Flush] private void Save() { } }",
                ["Server.cs"] = "namespace App; [Worker] public sealed partial class Server;",
            },
        };
        Assert.Equal(["App.A.Unit"], IncrementalityTests.OutputsAfter(input, "A.cs", "[Flush]", "[Flush(TimeoutSeconds = 2)]"));
        Assert.Empty(IncrementalityTests.OutputsAfter(input, "A.cs", "Save() { }", "Save() { return; }"));
        Assert.Equal(["App.A.Unit", "App.Server.Worker"], IncrementalityTests.OutputsAfter(input, "A.cs", "[Flush] ", ""));
    }
}
