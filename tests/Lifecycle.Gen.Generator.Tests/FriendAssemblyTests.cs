using static Lifecycle.Generator.Tests.JournaledLibraries;

namespace Lifecycle.Generator.Tests;

/// <summary>What several references offer that only one of them can mean: internal units of friends, default workers, phases of one name.</summary>
public class FriendAssemblyTests
{
    /// <summary>Each library is made for others and keeps its helpers to itself, and the application is a friend of both.</summary>
    [Fact]
    public async Task Friends_with_units_compose_what_is_internal_and_nothing_is_ambiguous()
    {
        const string Friends = """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Outer")]

            """;
        var inner = GeneratorHarness.CompileLibrary("Inner", Friends + """
            namespace Inner
            {
                using Journals;
                [Phase(After = typeof(OnReadyAttribute))] internal sealed class WarmAttribute : PhaseAttribute;
                [ExtensionPoint] internal interface IStep { string Name { get; } }
                [Extension(Priority = 1)] internal sealed class Step : IStep { public string Name => "inner"; }
                [Unit] internal partial class Root
                {
                    [Warm] private void Warm() => Journal.Add("warm root");
                    [OnStartup] internal virtual void Up() => Journal.Add("up root");
                }
                [Unit] internal sealed partial class Helper(IReadOnlyList<IStep> steps)
                {
                    [OnStartup] private void Up() => Journal.Add(string.Join("+", System.Linq.Enumerable.Select(steps, step => step.Name)));
                }
            }
            """, Journal);
        var outer = GeneratorHarness.CompileLibrary("Outer", Friends + """
            namespace Outer
            {
                using Journals;
                [Extension] internal sealed class Step : Inner.IStep { public string Name => "outer"; }
                [Unit(EnabledBy = nameof(IsOn))] internal sealed partial class Helper(Inner.Helper helper)
                {
                    internal static bool IsOn(bool on = true) => on;
                    [Inner.Warm] internal void Warm() => Journal.Add("warm outer " + helper.GetType().Namespace);
                }
            }
            """, inner, Journal);
        var log = await LogOf("""
            [Extension(Priority = 2)] internal sealed class Step : Inner.IStep { public string Name => "app"; }
            [Unit] internal sealed partial class Helper(Outer.Helper? other) : Inner.Root
            {
                [OnStartup] internal override void Up() => Journal.Add("up helper " + (other is not null));
            }
            [Worker, Mixin<Helper>, Mixin<Outer.Helper>] internal sealed partial class Server;
            """, """
            await using (var server = new Server(options: new WorkerOptions { MaxConcurrency = 1 }))
                await server.StartAsync();
            """, inner, outer);
        Assert.Equal(["app+inner+outer", "up helper True", "warm outer Inner", "warm root"], log);
    }

    [Fact]
    public void Friends_with_a_default_worker_each_have_their_own()
    {
        var first = GeneratorHarness.CompileLibrary(new GeneratorInput
        {
            Assembly = "First",
            IsProgram = true,
            Files =
            {
                ["First.cs"] =
                    """
                    [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")] [Unit] internal sealed partial class Part;
                    internal static class Entry { private static Task<int> Main() => Worker.RunAsync(); }
                    """,
            },
        });
        // That it calls the one of its own is CS0436 for the compiler; an analyzer takes that back (NamesakeSuppressorTests).
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            IsProgram = true,
            Files =
            {
                ["App.cs"] =
                    """
                    [Unit] internal sealed partial class Mine(Part part) { [OnInit] private void Use() => System.Console.WriteLine(part); }
                    internal static class EntryOfApp { private static Task<int> Main() { return Worker.RunAsync(); } }
                    """,
            },
            References = [first.Reference],
            AllowedDiagnostics = new HashSet<string> { "CS0436" },
        });
        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Id == "CS0436"
            && diagnostic.Location.SourceTree!.FilePath != "App.cs");
        Assert.Contains("new global::Mine(part)", run.File("Worker.Worker"), StringComparison.Ordinal);
    }

    /// <summary>Nothing says which one is meant.</summary>
    [Fact]
    public void Phases_of_one_name_in_two_references_have_no_method()
    {
        var first = Library("First",
            """
            [Phase] public sealed class FlushAttribute : PhaseAttribute;
            [Unit] public sealed partial class Part { [Flush] private void Save() { } }
            """);
        var second = Library("Second",
            """
            [Phase] public sealed class FlushAttribute : PhaseAttribute;
            [Phase] public sealed class SyncAttribute : PhaseAttribute;
            [Unit] public sealed partial class Part { [Flush] private void Save() { } [Sync] private void Sync() { } }
            """);
        var worker = GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["App.cs"] = "[Worker(IncludeReferenced = true)] public sealed partial class Server;" },
            References = [first.Reference, second.Reference, Journal.Reference],
        }).File("Server.Worker");
        Assert.DoesNotContain("FlushAsync(", worker, StringComparison.Ordinal);
        Assert.Contains("SyncAsync(", worker, StringComparison.Ordinal);
    }
}
