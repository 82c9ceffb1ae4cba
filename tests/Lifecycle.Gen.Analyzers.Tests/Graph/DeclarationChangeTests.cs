using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>Which edits of a declaration leave the marked classes as they were read.</summary>
public sealed class DeclarationChangeTests
{
    private const string Units =
        """
        [Lifecycle.Unit] public sealed partial class Api(Store store) : Root { [Lifecycle.OnStartup(TimeoutSeconds = Limits.Long)] void Open() { } }
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
    [InlineData("class Tool;", "class Tool : Root;")]
    [InlineData("namespace Parts { class Tool { int One() => 1; } }", "namespace Parts { class Tool { int Two() => 1; } }")]
    [InlineData("#nullable enable\nclass Tool { }", "#nullable disable\nclass Tool { }")]
    public void Types_that_no_unit_comes_to_are_unrelated(string before, string after) => Assert.Equal(DeclarationChange.Unrelated, After(before, after));

    [Theory]
    [InlineData("class Tool { }", "[Lifecycle.Unit] class Tool { }")]
    [InlineData("class Tool { }", "class Trunk2 { } class Store { }")]
    [InlineData("class Tool { }", "class Tool { } static class Other { }")]
    [InlineData("namespace Parts { class Tool; }", "namespace Store { class Tool; }")]
    [InlineData("class Tool { }", "using System; class Tool { }")]
    [InlineData("class Tool { }", "global using U = Lifecycle.UnitAttribute; class Tool { }")]
    [InlineData("class Tool { }", "[assembly: System.CLSCompliant(true)] class Tool { }")]
    [InlineData("class Tool { }", "class OnStartupAttribute { }")]
    [InlineData("class Tool { }", "class Worker { }")]
    [InlineData("namespace System { class Tool { } }", "namespace System { class ValueTuple { } }")]
    public void Everything_else_may_be_related(string before, string after) => Assert.Equal(DeclarationChange.Related, After(before, after));

    [Theory]
    [InlineData("class Trunk;", "class Trunk { int _one; }")]
    [InlineData("Other.Long", "Other.Short")]
    [InlineData("double Long = 1", "double Long = 2")]
    [InlineData("sealed class Store", "class Store")]
    public void What_a_unit_is_made_of_is_related(string old, string with)
    {
        var before = Compile(World);

        Assert.Equal(DeclarationChange.Related, Change(before, World.Replace(old, with, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_edit_is_seen_against_the_one_before()
    {
        var compilation = Compile("class Tool { } class Trunk { }");
        var before = new CompilationDeclarations(compilation);
        foreach (var (text, change) in ((string, DeclarationChange)[])
            [
                ("class Tool { int _one; } class Trunk { }", DeclarationChange.Unrelated),
                ("class Tool { int _one = 1; } class Trunk { }", DeclarationChange.None),
                ("class Tool { int _two; } class Trunk { }", DeclarationChange.Unrelated),
                ("class Tool { int _two; } class Trunk { int _one; }", DeclarationChange.Related),
            ])
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Parse("World.cs", text));
            var after = new CompilationDeclarations(compilation);
            Assert.Equal(change, after.Since(before, TestContext.Current.CancellationToken));
            before = after;
        }
    }

    [Fact]
    public void A_body_is_no_change() => Assert.Equal(DeclarationChange.None, After("class Tool { int One() => 1; }", "class Tool { int One() => 2; }"));

    private static DeclarationChange After(string before, string after) => Change(Compile(before), after);

    private static DeclarationChange Change(CSharpCompilation before, string after) =>
        new CompilationDeclarations(before.ReplaceSyntaxTree(before.SyntaxTrees[1], Parse("World.cs", after)))
            .Since(new CompilationDeclarations(before), TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(string edited) =>
        CSharpCompilation.Create("App", [Parse("Units.cs", Units), Parse("World.cs", edited), Parse("Rest.cs", World)]);

    private static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), path);
}
