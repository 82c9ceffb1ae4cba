namespace Lifecycle.Generator.Tests;

/// <summary>What the generator itself reports, and the surface that it emits when something is wrong.</summary>
public class DiagnosticTests
{
    private const string TwoPhases = """
        namespace X { public sealed class FlushAttribute : PhaseAttribute; } namespace Y { public sealed class FlushAttribute : PhaseAttribute; }
        [Unit] public sealed partial class A { [X.Flush] private void F() { } [Y.Flush] private void G() { } }
        [Worker] public sealed partial class W;
        """;

    private const string Cycle =
        """
        [Unit] public sealed partial class A(B b) { [OnInit] void I() => System.Console.WriteLine(b); }
        [Unit] public sealed partial class B(A a) { [OnInit] void I() => System.Console.WriteLine(a); }
        [Worker] public sealed partial class W;
        """;

    [Theory]
    [InlineData("RunAnalyzers", "false", true)]
    [InlineData("RunAnalyzers", "False", true)]
    [InlineData("RunAnalyzersDuringBuild", "false", true)]
    [InlineData("RunAnalyzers", "true", false)]
    [InlineData("RunAnalyzers", "", false)]
    public void LCG9002_is_reported_only_while_analyzers_are_off(string property, string value, bool isReported)
    {
        var run = GeneratorHarness.Run(new GeneratorInput { Files = { ["A.cs"] = Cycle }, BuildProperties = { [property] = value } });
        Assert.Equal(isReported ? ["LCG9002"] : [], run.Diagnostics.Select(diagnostic => diagnostic.Id));
        if (isReported)
            Assert.Contains("LCG1001: A depends on itself through B: A -> B (B b) -> A (A a).", run.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void LCG9002_covers_hooks_too()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["A.cs"] = "[Unit] public sealed partial class A { [OnInit] private int I() => 1; }" },
            BuildProperties = { ["RunAnalyzers"] = "false" },
        });
        Assert.Contains("LCG3001", Assert.Single(run.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_graph_is_not_reported() =>
        Assert.Empty(GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["A.cs"] = "[Unit] public sealed partial class A;" },
            BuildProperties = { ["RunAnalyzers"] = "false" },
        }).Diagnostics);

    /// <summary>P8 and what else makes a worker impossible: its surface compiles all the same, so that the analyzers' report is not drowned.</summary>
    [Theory]
    [InlineData("LCG1001", Cycle)]
    [InlineData("LCG1002",
        "[Unit] public sealed partial class A(A a) { [OnInit] void I() => System.Console.WriteLine(a); } [Worker] public sealed partial class W;")]
    [InlineData("LCG1003",
        """
        public interface I;
        [Unit] public sealed partial class A : I;
        [Unit] public sealed partial class B : I;
        [Unit] public sealed partial class C(I i) { [OnInit] void X() => System.Console.WriteLine(i); }
        [Worker] public sealed partial class W;
        """)]
    [InlineData("LCG1004", "public class N; [Worker, Mixin<N>] public sealed partial class W;")]
    [InlineData("LCG1011", "[Unit] public sealed partial class A; [Worker, Mixin<A>, Mixin<A>] public sealed partial class W;")]
    [InlineData("LCG1011", "[Unit(Id = \"B\")] public sealed partial class A; [Unit] public sealed partial class B; [Worker] public sealed partial class W;")]
    [InlineData("LCG2001", "[Unit] public sealed class A; [Worker] public sealed partial class W;")]
    [InlineData("LCG2001", "public static class O { [Unit] public sealed partial class A; } [Worker] public sealed partial class W;")]
    [InlineData("LCG2002", "[Unit] public static partial class A; [Worker] public sealed partial class W;")]
    [InlineData("LCG2002", "[Unit] public abstract partial class A; [Worker] public sealed partial class W;")]
    [InlineData("LCG2002", "public partial class O<T> { [Unit] public sealed partial class A; } [Worker] public sealed partial class W;")]
    [InlineData("LCG2002", "[Unit] file sealed partial class A; [Worker] public sealed partial class W;")]
    [InlineData("LCG2003", "[Unit] public sealed partial class A { private A() { } } [Worker] public sealed partial class W;")]
    [InlineData("LCG2003", "[Unit] public sealed partial class A { public A() { } public A(int x) { _ = x; } } [Worker] public sealed partial class W;")]
    [InlineData("LCG2004", "[Unit] public sealed partial class A { public A(ref int x) { x = 1; } } [Worker] public sealed partial class W;")]
    [InlineData("LCG2004", "[Unit] public sealed partial class A { public A(System.Span<int> x) { _ = x.Length; } } [Worker] public sealed partial class W;")]
    [InlineData("LCG2005", "public partial class O { [Unit] private sealed partial class A; } [Worker] public sealed partial class W;")]
    [InlineData("LCG2006", TwoPhases)]
    public void A_wrong_worker_keeps_its_surface_and_says_why(string rule, string source)
    {
        var run = GeneratorHarness.Run(source);
        var text = run.File("W.Worker");
        Assert.Contains($"s_fault = \"{rule}: ", text, StringComparison.Ordinal);
        Assert.Contains("RunAsync(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nowhere")]
    [InlineData("Nowhere?")]
    [InlineData("System.Collections.Generic.IReadOnlyList<Nowhere>")]
    [InlineData("System.Lazy<Nowhere>")]
    [InlineData("Space.Nowhere")]
    public void An_unknown_type_is_left_to_the_compiler(string type)
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["A.cs"] =
                    $$"""
                    [Unit] public sealed partial class A({{type}} x) { [OnInit] void I() => System.Console.WriteLine($"{x}"); }
                    [Worker] public sealed partial class W;
                    """,
            },
            AllowedDiagnostics = new HashSet<string> { "CS0246" },
            BuildProperties = { ["RunAnalyzers"] = "false" },
        });
        Assert.Empty(run.Diagnostics);
        Assert.Contains("does not compile", run.File("W.Worker"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nowhere", run.File("W.Worker"), StringComparison.Ordinal);
    }

    /// <summary>A mistake in one file, where the others know the type, is the compiler's alone.</summary>
    [Fact]
    public void A_type_whose_import_is_missing_is_left_to_the_compiler()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["A.cs"] =
                    """
                    namespace App.Web { [Unit] public sealed partial class A(IStore store) { public object Is => store; } }
                    namespace App.Contracts { public interface IStore; }
                    [Worker] public sealed partial class W;
                    """,
                ["B.cs"] =
                    """
                    using App.Contracts;
                    namespace App.Data { [Unit] public sealed partial class Store : IStore; }
                    """,
            },
            AllowedDiagnostics = new HashSet<string> { "CS0246" },
        });
        Assert.Contains("does not compile", run.File("W.Worker"), StringComparison.Ordinal);
        Assert.DoesNotContain("IStore", run.File("W.Worker") + run.File("App.Web.A"), StringComparison.Ordinal);
    }

    /// <summary>A contract that another generator may write: most of the places that mention it can mean App.Data.</summary>
    [Fact]
    public void An_unknown_type_in_a_base_list_is_a_contract()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["A.cs"] =
                    """
                    using App.Data;
                    namespace App.Web { [Unit] public sealed partial class A(IStore store, IStore? same = null) { public bool Is => store == same; } }
                    namespace App.Data { [Unit] public sealed partial class Store : IStore; }
                    [Worker] public sealed partial class W;
                    """,
            },
            AllowedDiagnostics = new HashSet<string> { "CS0246", "CS0234", "CS1503" },
        });
        Assert.Contains("global::App.Web.A(store, store)", run.File("W.Worker"), StringComparison.Ordinal);
        Assert.Contains("unit is global::App.Data.IStore;", run.File("App.Web.A"), StringComparison.Ordinal);
    }

    /// <summary>Units of any name compose; only the property goes, and nothing is wrong with that.</summary>
    [Theory]
    [InlineData(
        """
        namespace X { [Unit] public sealed partial class A; }
        namespace Y { [Unit] public sealed partial class A; }
        [Worker] public sealed partial class W;
        """,
        "A")]
    [InlineData("[Unit] public sealed partial class Plan; [Worker] public sealed partial class W;", "Plan")]
    [InlineData("[Unit] public sealed partial class Health; [Worker] public sealed partial class W;", "Health")]
    [InlineData("[Unit] public sealed partial class A; [Worker] public sealed partial class W { public int A => 1; }", "A")]
    [InlineData("namespace X { [Unit] public sealed partial class W; } [Worker] public sealed partial class W;", "W")]
    public void A_unit_whose_name_is_taken_has_no_property(string source, string name)
    {
        var run = GeneratorHarness.Run(new GeneratorInput { Files = { ["A.cs"] = source }, BuildProperties = { ["RunAnalyzers"] = "false" } });
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain($" {name} => GetUnit", run.File("W.Worker"), StringComparison.Ordinal);
        Assert.Contains("units[0] = new global::", run.File("W.Worker"), StringComparison.Ordinal);
    }

    /// <summary>S16: inputs are parameters, so a forgotten one is the compiler's to report.</summary>
    [Fact]
    public void S16_a_forgotten_input_is_a_compile_error()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["A.cs"] =
                    """
                    [Unit] public sealed partial class A(string path, int size = 1)
                    {
                        [OnInit] void I() => System.Console.WriteLine((path, size));
                    }
                    [Worker] public sealed partial class W;
                    static class Use { static W Good() => new("x"); static W Bad() => new(); }
                    """,
            },
            AllowedDiagnostics = new HashSet<string> { "CS7036" },
        });
        var error = Assert.Single(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Id == "CS7036");
        Assert.Contains("'path'", error.GetMessage(), StringComparison.Ordinal);
    }
}
