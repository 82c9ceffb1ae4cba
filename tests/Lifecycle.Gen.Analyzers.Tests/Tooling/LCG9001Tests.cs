using System.Globalization;
using Lifecycle.Core.Findings;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Tests.Tooling;

public sealed class LCG9001Tests
{
    [Fact]
    public void A_step_that_throws_is_reported_with_what_it_worked_on_and_the_others_go_on()
    {
        var compilation = CSharpCompilation.Create("App",
            [CSharpSyntaxTree.ParseText("class Good; class Bad;", cancellationToken: TestContext.Current.CancellationToken)]);
        var result = CSharpGeneratorDriver.Create(new Broken()).RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();

        var reported = Assert.Single(result.Diagnostics);
        Assert.Equal(RuleIds.GeneratorFailed, reported.Id);
        Assert.Equal(DiagnosticSeverity.Error, reported.Severity);
        var message = reported.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith("Lifecycle.Gen failed in Units: InvalidOperationException: no way at ", message, StringComparison.Ordinal);
        Assert.EndsWith("Please report it with this text and the declaration of Bad.", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal("Good.g.cs", Path.GetFileName(Assert.Single(result.GeneratedTrees).FilePath));
    }

    [Fact]
    public async Task Sound_programs_do_not_provoke_it() =>
        Assert.Empty(await Project.With("return await Worker.RunAsync(); [Unit] public sealed partial class Db;").GeneratorDiagnosticsAsync());

    /// <summary>The generator's own way to run a step and to report its failure, with a step that throws.</summary>
    private sealed class Broken : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var outcomes = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax,
                static (node, token) => Outcome.Of(
                    "Units",
                    ((ClassDeclarationSyntax)node.Node).Identifier.Text,
                    static name => name,
                    static (name, _) => name == "Bad" ? throw new InvalidOperationException("no\nway") : name,
                    token));
            context.ReportFailures(outcomes.Failures());
            context.RegisterSourceOutput(outcomes.Values(static name => name, "Names"),
                static (output, name) => output.AddSource(name + ".g.cs", "// " + name));
        }
    }
}
