using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Generator.Tests;

/// <summary>The comments on the inputs of a worker.</summary>
public sealed class InputDocsTests
{
    private const string Source = """
        namespace App;
        /// <summary>Keeps orders.</summary>
        /// <param name="connection">Where the orders are.</param>
        /// <param name="log">Where changes are written.</param>
        [Unit] public sealed partial class Database(string connection, [OwnedByWorker] System.IO.Stream log)
        {
            [OnInit] private void Use() => System.Console.WriteLine((connection, log));
        }
        [Unit] public sealed partial class Queue
        {
            /// <summary>Makes it.</summary>
            /// <param name="connection">Where the messages are.</param>
            public Queue(string connection) => System.Console.WriteLine(connection);
        }
        [Worker] public sealed partial class Server;
        """;

    [Fact]
    public void Constructor_and_RunAsync_say_which_units_take_an_input()
    {
        var text = GeneratorHarness.Run(Source).File("App.Server.Worker");
        const string Connection =
            "/// <param name=\"connection\">Taken by <see cref=\"global::App.Database\"/>. "
            + "<inheritdoc cref=\"global::App.Database.Database\" path=\"/param[@name='connection']/node()\"/> "
            + "Taken by <see cref=\"global::App.Queue\"/>. <inheritdoc cref=\"global::App.Queue.Queue\" path=\"/param[@name='connection']/node()\"/></param>";
        Assert.Equal(3, text.Split(Connection).Length);
        Assert.Equal(3, text.Split(" The worker disposes it.</param>").Length);
        Assert.Contains("/// <param name=\"cancellationToken\">Requests a stop.</param>", text, StringComparison.Ordinal);
    }

    /// <summary>An editor resolves such a reference to the constructor, and reads there what the unit says of its parameter.</summary>
    [Fact]
    public void The_references_lead_to_the_comments_of_the_units()
    {
        var run = GeneratorHarness.Run(Source);
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
        var trees = run.Output.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), options, tree.FilePath));
        var compilation = run.Output.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        var file = compilation.SyntaxTrees.Single(tree => tree.FilePath.Contains("App.Server.Worker", StringComparison.Ordinal));

        Assert.Empty(compilation.GetSemanticModel(file).GetDiagnostics().Where(diagnostic => !diagnostic.IsSuppressed));
        var said = file.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<XmlCrefAttributeSyntax>()
            .Where(reference => reference.Parent is XmlEmptyElementSyntax { Name.LocalName.ValueText: "inheritdoc", Attributes.Count: 2 })
            .Select(reference => compilation.GetSemanticModel(file).GetSymbolInfo(reference.Cref).Symbol?.GetDocumentationCommentXml() ?? "")
            .ToList();
        Assert.Contains(said, comment => comment.Contains("Where the orders are.", StringComparison.Ordinal));
        Assert.Contains(said, comment => comment.Contains("Where the messages are.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_without_inputs_has_none_of_it()
    {
        var text = GeneratorHarness.Run("[Unit] public sealed partial class A; [Worker] public sealed partial class Server;").File("Server.Worker");
        Assert.DoesNotContain("<param", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CS1574", text, StringComparison.Ordinal);
    }
}
