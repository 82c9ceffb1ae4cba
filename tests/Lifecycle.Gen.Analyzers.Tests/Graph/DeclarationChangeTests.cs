using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>Which files an edit of a declaration lets read again.</summary>
public sealed class DeclarationChangeTests
{
    private const string Units =
        """
        [Lifecycle.Unit] public sealed partial class Api(Store store, IUnknown unknown) : Root
        {
            [Lifecycle.OnStartup(TimeoutSeconds = Limits.Long)] void Open() { }
        }
        [Lifecycle.Worker] public sealed partial class Server;
        """;

    private const string World =
        """
        public class Root : Trunk;
        public class Trunk;
        public sealed class Store;
        public static class Limits { public const double Long = Other.Long; }
        public static class Other { public const double Long = 1; }
        """;

    [Theory]
    [InlineData("static class Tool { }", "static class Tool { static int _one; }")]
    [InlineData("static class Tool { }", "static class Tool { } enum Kind { A }")]
    [InlineData("static class Tool { } class Gone;", "static class Tool { }")]
    [InlineData("namespace Parts { class Tool { int One() => 1; } }", "namespace Parts { class Tool { int Two() => 1; } }")]
    [InlineData("#nullable enable\nclass Tool { }", "#nullable disable\nclass Tool { }")]
    [InlineData("class Tool { int One() => 1; }", "class Tool { int One() => 2; }")]
    [InlineData("class Tool { }", "using System; class Tool { }")]
    public void Types_that_no_unit_comes_to_are_unrelated(string before, string after) =>
        Assert.DoesNotContain("Units.cs", ReadAfter(Compile(before), after));

    [Theory]
    [InlineData("class Tool { }", "class Trunk2 { } class Store { }")]
    [InlineData("class Tool { }", "class Tool { } static class Other { }")]
    [InlineData("class Tool { }", "class OnStartupAttribute { }")]
    [InlineData("class Tool { }", "class Unit { }")]
    [InlineData("class Tool { }", "class Worker { }")]
    [InlineData("namespace A { class Store { } } namespace B { }", "namespace A { } namespace B { class Store { } }")]
    [InlineData("class Tool { int Two; } class Trunk { }", "class Tool { int Two; } class Trunk { int One; }")]
    [InlineData("class Tool { }", "class Tool : IUnknown { }")]
    [InlineData("class Tool : IUnknown { }", "class Tool : IUnknown<int> { }")]
    [InlineData("class Tool;", "class Tool : Root;")]
    public void What_a_unit_comes_to_is_related(string before, string after) =>
        Assert.Contains("Units.cs", ReadAfter(Compile(before), after));

    [Theory]
    [InlineData("class Tool { }", "[Lifecycle.Unit] class Tool { }")]
    [InlineData("[Lifecycle.Unit] class Tool { }", "class Tool { }")]
    public void A_file_with_a_mark_is_read_after_its_own_edits(string before, string after) =>
        Assert.Equal(["World.cs"], ReadAfter(Compile(before), after));

    [Theory]
    [InlineData("namespace Parts { class Tool; }", "namespace Store { class Tool; }")]
    [InlineData("class Tool { }", "global using U = Lifecycle.UnitAttribute; class Tool { }")]
    [InlineData("class Tool { }", "[assembly: System.CLSCompliant(true)] class Tool { }")]
    [InlineData("namespace System { class Tool { } }", "namespace System { class ValueTuple { } }")]
    public void Where_anything_may_be_another_all_files_are_read(string before, string after) =>
        Assert.Equal(["Units.cs", "World.cs", "Rest.cs", "Alone.cs"], ReadAfter(Compile(before), after));

    [Theory]
    [InlineData("class Trunk;", "class Trunk { int _one; }")]
    [InlineData("Other.Long", "Other.Short")]
    [InlineData("double Long = 1", "double Long = 2")]
    [InlineData("sealed class Store", "class Store")]
    public void What_a_unit_is_made_of_is_related(string old, string with)
    {
        var read = ReadAfter(Compile(World), World.Replace(old, with, StringComparison.Ordinal));

        Assert.Contains("Units.cs", read);
        Assert.DoesNotContain("Alone.cs", read);
    }

    [Fact]
    public void A_unit_is_not_read_for_what_members_of_its_dependencies_take()
    {
        var before = Compile("public class Distant;");
        before = before.ReplaceSyntaxTree(before.SyntaxTrees[2], Parse("Rest.cs", World.Replace("public sealed class Store;", "", StringComparison.Ordinal)))
            .AddSyntaxTrees(Parse("Store.cs", "public sealed class Store(Distant distant);"));

        Assert.Equal(["World.cs"], ReadAfter(before, "public class Distant { int _one; }"));
    }

    [Fact]
    public void Every_edit_is_seen_against_the_one_before()
    {
        var compilation = Compile("class Tool { } class Trunk { }");
        var (read, readings) = Readings();
        readings.Read(compilation, TestContext.Current.CancellationToken);
        foreach (var (text, isRelated) in ((string, bool)[])
            [
                ("class Tool { int _one; } class Trunk { }", false),
                ("class Tool { int _one = 1; } class Trunk { }", false),
                ("class Tool { int _two; } class Trunk { }", false),
                ("class Tool { int _two; } class Trunk : Fresh { int _one; }", true),
                ("class Tool { int _two; } class Trunk : Fresh { int _one; } class Fresh;", true),
                ("class Tool { int _two; } class Trunk { int _one; } class Fresh;", true),
                ("class Tool { int _two; } class Trunk { int _one; } class Fresh { int _two; }", false),
            ])
        {
            read.Clear();
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Parse("World.cs", text));
            readings.Read(compilation, TestContext.Current.CancellationToken);
            Assert.Equal((text, isRelated), (text, read.Contains("Units.cs")));
        }
    }

    [Fact]
    public void A_file_more_or_less_is_an_edit_of_what_it_declares()
    {
        var compilation = Compile("class Tool { }");
        var (read, readings) = Readings();
        readings.Read(compilation, TestContext.Current.CancellationToken);
        foreach (var (text, expected) in ((string, string[])[])
            [
                ("class New;", ["New.cs"]),
                ("class Store;", ["Units.cs", "Rest.cs", "New.cs"]),
                ("namespace Fresh { class New; }", ["Units.cs", "World.cs", "Rest.cs", "New.cs", "Alone.cs"]),
            ])
        {
            read.Clear();
            var more = CSharpCompilation.Create("App", compilation.SyntaxTrees.Insert(3, Parse("New.cs", text)), options: compilation.Options);
            readings.Read(more, TestContext.Current.CancellationToken);
            Assert.Equal(expected, read);

            read.Clear();
            readings.Read(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(expected.Except(["New.cs"]), read);
        }
    }

    private static List<string> ReadAfter(CSharpCompilation before, string after)
    {
        var (read, readings) = Readings();
        readings.Read(before, TestContext.Current.CancellationToken);
        read.Clear();
        readings.Read(before.ReplaceSyntaxTree(before.SyntaxTrees[1], Parse("World.cs", after)), TestContext.Current.CancellationToken);
        return read;
    }

    private static (List<string> Read, FileReadings<string> Readings) Readings()
    {
        var read = new List<string>();
        return (read, new FileReadings<string>((_, tree, _) =>
        {
            read.Add(tree.FilePath);
            return tree.FilePath;
        }));
    }

    private static CSharpCompilation Compile(string edited) =>
        CSharpCompilation.Create("App", [Parse("Units.cs", Units), Parse("World.cs", edited), Parse("Rest.cs", World), Parse("Alone.cs", "class Alone;")]);

    private static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), path);
}
