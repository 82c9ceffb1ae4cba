using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Generator.Tests;

/// <summary>Which edits re-run which steps, and that no edit is missed. What holds for every input, the harness asserts in every test.</summary>
public class IncrementalityTests
{
    private const string Unit = """
        namespace App;
        [Unit] public sealed partial class Database(string path)
        {
            [OnStartup] private Task OpenAsync() { return Task.FromResult(path); }
        }
        [Unit] public sealed partial class Api(Database database) { [OnReady] private void Use() => System.Console.WriteLine(database); }
        """;

    private static GeneratorInput Input() => new()
    {
        Files =
        {
            ["Units.cs"] = Unit,
            ["Base.cs"] = "namespace App; public class Base { [OnStartup] protected void Up() { } public int Plain() { return 1; } }",
            ["Derived.cs"] = "namespace App; [Unit] public sealed partial class Derived : Base;",
            ["Part1.cs"] = "namespace App; [Unit] public sealed partial class Parted { [OnInit] private void A() { } }",
            ["Part2.cs"] = "namespace App; partial class Parted { [System.Obsolete] private const int Limit = 1; }",
            ["Limits.cs"] = "namespace App; static class Limits { public const double Open = 5; public const string Name = \"named\"; }",
            ["Consts.cs"] =
                """
                namespace App;
                [Unit(Id = Limits.Name)] public sealed partial class Named { [OnInit(TimeoutSeconds = Limits.Open)] private void A() { } }
                """,
            ["Server.cs"] = "namespace App; [Worker] public sealed partial class Server;",
        },
    };

    [Fact]
    public void Hook_edit_re_emits_that_units_file_only()
    {
        var outputs = OutputsAfter("Units.cs", "[OnStartup] private Task OpenAsync()", "[OnStartup(TimeoutSeconds = 3)] private Task OpenAsync()");
        Assert.Equal(["App.Database.Unit"], outputs);
    }

    [Fact]
    public void Constructor_edit_re_emits_the_worker_and_no_unit() =>
        Assert.Equal(["App.Server.Worker"], OutputsAfter("Units.cs", "Database(string path)", "Database(string path, int size = 1)", "CS9113"));

    [Fact]
    public void What_a_worker_leaves_out_re_emits_that_worker_alone() =>
        Assert.Equal(["App.Server.Worker"], OutputsAfter("Server.cs", "[Worker]", "[Worker, Without<Derived>]"));

    [Fact]
    public void The_name_of_a_property_re_emits_the_worker_and_no_unit() =>
        Assert.Equal(["App.Server.Worker"],
            OutputsAfter("Units.cs", "[Unit] public sealed partial class Api", "[Unit(Name = \"Web\")] public sealed partial class Api"));

    [Fact]
    public void Moving_code_re_emits_nothing() =>
        Assert.Empty(OutputsAfter("Units.cs", "namespace App;", "namespace App;\n\n// moved\n\n"));

    [Fact]
    public void A_type_added_before_a_unit_re_emits_nothing() =>
        Assert.Empty(OutputsAfter("Units.cs", "namespace App;", "namespace App; class Added;"));

    [Fact]
    public void A_unit_added_in_another_file_re_emits_the_worker_and_no_other_unit() =>
        Assert.Equal(["App.Added.Unit", "App.Server.Worker"],
            OutputsAfter("Base.cs", "namespace App;", "namespace App; [Unit] public sealed partial class Added;"));

    [Fact]
    public void A_hook_added_in_another_part_is_seen() =>
        Assert.Equal(["App.Parted.Unit"], OutputsAfter("Part2.cs", "int Limit = 1;", "int Limit = 1; [OnInit] private void B() { }"));

    [Fact]
    public void A_constructor_added_in_another_part_is_seen() =>
        Assert.Equal(["App.Parted.Unit", "App.Server.Worker"],
            OutputsAfter("Part2.cs", "int Limit = 1;", "int Limit = 1; public Parted(Database database) { System.Console.WriteLine(database); }"));

    [Fact]
    public void A_hook_of_a_base_class_in_another_file_is_seen() =>
        Assert.Equal(["App.Derived.Unit"], OutputsAfter("Base.cs", "[OnStartup] protected", "[OnStartup, OnReady] protected"));

    [Fact]
    public void A_constructor_of_a_base_class_concerns_nobody() =>
        Assert.Empty(OutputsAfter("Base.cs", "public int Plain()", "public int Other() => 2; public int Plain()"));

    [Fact]
    public void A_constant_in_another_file_is_seen()
    {
        Assert.Equal(["App.Named.Unit"], OutputsAfter("Limits.cs", "Open = 5", "Open = 6"));
        Assert.Equal(["App.Named.Unit", "App.Server.Worker"], OutputsAfter("Limits.cs", "\"named\"", "\"other\""));
    }

    /// <summary>Values that stand in other files than the class whose model they decide.</summary>
    [Theory]
    [InlineData("public A(int x = 1) { _ = x; }", "public A(int x = 2) { _ = x; }")]
    [InlineData("[OnInit(TimeoutSeconds = 1)] void I() { }", "[OnInit(TimeoutSeconds = 2)] void I() { }")]
    [InlineData("[OnInit] void I() { }", "[OnReady] void I() { }")]
    [InlineData("enum E { One = 1 } partial class A { [PreStartup(Retries = (int)E.One)] void I() { } }",
        "enum E { One = 2 } partial class A { [PreStartup(Retries = (int)E.One)] void I() { } }")]
    [InlineData("void I() { }", "[OnInit] void I() { }")]
    [InlineData("[OnInit] void I() { }", "[OnInit] Task I() => Task.CompletedTask;")]
    [InlineData("[OnInit] void I() { }", "[OnInit] void I(CancellationToken token) { }")]
    [InlineData("[OnInit] void I() { } [OnInit] void J() { }", "[OnInit] void J() { } [OnInit] void I() { }")]
    public void A_value_in_another_part_is_seen(string before, string after)
    {
        var input = new GeneratorInput
        {
            Files = { ["A.cs"] = "[Unit] public sealed partial class A; [Worker] public sealed partial class W;", ["Part.cs"] = Part(before) },
        };
        var compilation = GeneratorHarness.Compile(input);
        var driver = GeneratorHarness.CreateDriver(input).RunGenerators(compilation, TestContext.Current.CancellationToken);
        var old = string.Concat(driver.GetRunResult().GeneratedTrees);
        var edited = compilation.ReplaceSyntaxTree(Tree(compilation, "Part.cs"),
            GeneratorHarness.Parse("Part.cs", Tree(compilation, "Part.cs").ToString().Replace(Part(before), Part(after), StringComparison.Ordinal)));
        var text = string.Concat(driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees);
        Assert.NotEqual(old, text);
        Assert.Equal(string.Concat(GeneratorHarness.CreateDriver(input).RunGenerators(edited, TestContext.Current.CancellationToken)
            .GetRunResult().GeneratedTrees), text);

        static string Part(string members) => members.Contains("partial", StringComparison.Ordinal) ? members : $"partial class A {{ {members} }}";
    }

    [Fact]
    public void A_type_that_takes_over_a_name_is_seen()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["Far.cs"] = "namespace Far { [Unit] public sealed partial class Store; [Worker] public sealed partial class Server; }",
                ["Near.cs"] =
                    """
                    namespace Near
                    {
                        using Far;
                        [Unit] public sealed partial class Api(Store store)
                        {
                            [OnInit] private void A() => System.Console.WriteLine(store);
                        }
                    }
                    """,
            },
        });
        var edited = run.Input.AddSyntaxTrees(GeneratorHarness.Parse("New.cs", "namespace Near { public sealed class Store; }"));
        var text = string.Concat(run.Driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees);
        Assert.Contains("global::Near.Store store", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nullable_directive_is_seen() =>
        Assert.Equal(["App.Server.Worker"], OutputsAfter("Units.cs", "Database(string path)",
            "Database(string\n#nullable disable\n path\n#nullable restore\n, string? other = null)", "CS9113"));

    [Fact]
    public void Order_of_hooks_follows_the_order_of_the_text() =>
        Assert.Equal(["App.Parted.Unit"],
            OutputsAfter("Part1.cs", "[OnInit] private void A() { }", "[OnInit] private void Z() { } [OnInit] private void A() { }"));

    /// <summary>Models are kept from one run to the next while declarations are the same: whatever the edits, the result is that of a fresh run.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_any_series_of_edits_the_output_is_that_of_a_fresh_run(int seed)
    {
        (string File, string[] Texts)[] variants =
        [
            ("A.cs", ["[Unit] public partial class A(B b);", "[Unit] public partial class A(B? b) { }",
                "[Unit] public sealed partial class A(string b = C.Text);", "public partial class A;", "[Unit, Worker] public partial class A;"]),
            ("B.cs", ["[Unit] public partial class B : Base { void M() { } }", "[Unit] public partial class B : Base { void M() { int x = 1; } }",
                "public class B;", "[Unit(Id = C.Text)] public sealed partial class B : IB { [OnStartup] void Up() { } }", ""]),
            ("Base.cs", ["public class Base { [OnStartup] protected void Up() { } }", "public class Base { [OnStartup] protected void Up() { return; } }",
                "public class Base : IB { [OnShutdown] protected virtual void Up() { } public void More() { } }"]),
            ("C.cs", ["public static class C { public const string Text = \"x\"; public static int Plain = 1; }",
                "public static class C { public const string Text = \"x\"; public static int Plain = 2; }",
                "public static class C { public const string Text = \"y\"; }"]),
            ("P.cs", ["partial class A { [OnReady] void R() { } }", "#nullable disable\npartial class A { }", "partial class A { int Q => 1; }",
                "partial class A { int Q => 2; }", "partial class A { private A() : this(null!) { } }"]),
            ("I.cs", ["public interface IB;", "public interface IB { int X => 1; }", "namespace Other { public interface IB; }"]),
            ("W.cs", ["[Worker] public partial class W;", "[Worker, Mixin<A>] public partial class W { [Run] void R() { } }",
                "[Worker, Bind<IB, B>] public partial class W { int _b; }", ""]),
        ];
        AssertAlwaysFresh(variants, seed, "using Lifecycle;\n");
    }

    /// <summary>Puts one text after another in the place of a file or two, at random, and asks after each whether a fresh run gives the same.</summary>
    private static void AssertAlwaysFresh((string File, string[] Texts)[] variants, int seed, string usings)
    {
        var random = new Random(seed);
        var driver = GeneratorHarness.CreateDriver(new GeneratorInput());
        var compilation = GeneratorHarness.Compile(new GeneratorInput())
            .AddSyntaxTrees(variants.Select(variant => GeneratorHarness.Parse(variant.File, usings + variant.Texts[0])));
        for (var i = 0; i < 60; i++)
        {
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            var fresh = GeneratorHarness.CreateDriver(new GeneratorInput()).RunGenerators(Reparsed(compilation), TestContext.Current.CancellationToken);
            Assert.Equal(Texts(fresh), Texts(driver));

            for (var edits = random.Next(1, 3); edits > 0; edits--)
            {
                var (file, texts) = variants[random.Next(variants.Length)];
                compilation = compilation.ReplaceSyntaxTree(Tree(compilation, file), GeneratorHarness.Parse(file, usings + texts[random.Next(texts.Length)]));
            }
        }

        static CSharpCompilation Reparsed(CSharpCompilation compilation) => compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => GeneratorHarness.Parse(tree.FilePath, tree.ToString())));

        static string Texts(GeneratorDriver driver)
        {
            var result = driver.GetRunResult().Results.Single();
            Assert.Null(result.Exception);
            Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id == "LCG9001");
            return string.Join("\n\n", result.GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>
    /// Marks by another name, which a file of its own gives to them for all the others: an edit of that file alone changes what every other one
    /// means.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_any_series_of_edits_of_global_aliases_the_output_is_that_of_a_fresh_run(int seed)
    {
        (string File, string[] Texts)[] variants =
        [
            ("Aliases.cs", ["global using Server = Lifecycle.WorkerAttribute;", "global using Server = Lifecycle.UnitAttribute;",
                "global using Server = System.SerializableAttribute;", "", "global using ServerAttribute = Lifecycle.WorkerAttribute;"]),
            ("More.cs", ["", "global using Part = Lifecycle.UnitAttribute;", "global using Part = Lifecycle.ExtensionAttribute;",
                "global using Part = Lifecycle.WorkerAttribute; global using Other = Lifecycle.UnitAttribute;"]),
            ("A.cs", ["[Server] public partial class A { }", "[Server] public sealed partial class A { int _field; }", "[Part] public partial class A;",
                "public partial class A;"]),
            ("B.cs", ["[Part] public sealed partial class B { [Up] void M() { } }", "[Lifecycle.Unit] public sealed partial class B { [Up] void M() { ; } }"]),
            ("Hooks.cs", ["global using Up = Lifecycle.OnStartupAttribute;", "global using Up = Lifecycle.OnReadyAttribute;",
                "global using Up = System.ObsoleteAttribute;"]),
        ];
        AssertAlwaysFresh(variants, seed, "");
    }

    [Fact]
    public void Editing_another_file_runs_the_readers_but_no_step_after_them()
    {
        var run = GeneratorHarness.Run(Input());
        var edited = run.Input.ReplaceSyntaxTree(Tree(run.Input, "Limits.cs"),
            GeneratorHarness.Parse("Limits.cs", Tree(run.Input, "Limits.cs").ToString()
                .Replace("static class Limits", "static class More { } static class Limits", StringComparison.Ordinal)));
        var steps = run.Driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single().TrackedSteps;
        Assert.All(steps[TrackingNames.Files].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
        foreach (var name in new[] { TrackingNames.Units, TrackingNames.UnitBodies, TrackingNames.UnitShapes, TrackingNames.UnitSet, TrackingNames.Plans })
            Assert.All(steps[name].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    /// <summary>The files whose text an edit changes, without their hashes; also sees to it that what comes out is what a fresh run gives.</summary>
    private static List<string> OutputsAfter(string file, string old, string replacement, string allowed = "") =>
        OutputsAfter(Input(), file, old, replacement, allowed);

    /// <summary>The files that an edit writes anew.</summary>
    internal static List<string> OutputsAfter(GeneratorInput input, string file, string old, string replacement, string allowed = "")
    {
        var run = GeneratorHarness.Run(input);
        var tree = Tree(run.Input, file);
        Assert.Contains(old, tree.ToString(), StringComparison.Ordinal);
        var edited = run.Input.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(file, tree.ToString().Replace(old, replacement, StringComparison.Ordinal)));
        var after = run.Driver.RunGeneratorsAndUpdateCompilation(edited, out var output, out _, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591" && diagnostic.Id != allowed));
        var fresh = GeneratorHarness.CreateDriver(new GeneratorInput()).RunGenerators(edited, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        Assert.Equal(fresh.GeneratedSources.Select(source => source.SourceText.ToString()).Order(StringComparer.Ordinal),
            after.GeneratedSources.Select(source => source.SourceText.ToString()).Order(StringComparer.Ordinal));

        var before = run.Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        var changed = after.GeneratedSources.Where(source => !before.TryGetValue(source.HintName, out var text) || text != source.SourceText.ToString())
            .ToList();
        // What did not change was not even printed again.
        var reprinted = after.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .Count(step => step.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
        Assert.Equal(changed.Count, reprinted);
        return [.. changed.Where(source => !GeneratorRun.IsManifest(source)).Select(source => string.Join('.', source.HintName.Split('.')[..^3]))
            .Order(StringComparer.Ordinal)];
    }

    private static SyntaxTree Tree(CSharpCompilation compilation, string file) => compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
}
