using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests;

public sealed class StaticHookSuppressorTests
{
    [Fact]
    public async Task CA1822_stays_on_methods_and_is_taken_back_on_hooks()
    {
        var project = Project.With("""
            [Unit]
            public sealed partial class Db
            {
                [OnStartup]
                private void Open() { }

                [OnShutdown]
                private Task CloseAsync() => Task.CompletedTask;

                private void Ordinary() { }
            }
            """).CreateSolution().Projects.Single();
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!
            .WithAnalyzers([new EveryMethodCouldBeStatic(), new StaticHookSuppressor()], new CompilationWithAnalyzersOptions(
                project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));

        var reported = await compilation.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["CloseAsync: True", "Open: True", "Ordinary: False"],
            reported.Select(d => $"{d.GetMessage(null)}: {d.IsSuppressed}").Order(StringComparer.Ordinal));
    }

#pragma warning disable RS1029, RS1036, RS2008, RS1038, RS1041 // It stands in for the platform's analyzer and is never shipped.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class EveryMethodCouldBeStatic : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("CA1822", "Could be static", "{0}", "Performance", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                c => c.ReportDiagnostic(Diagnostic.Create(s_rule, ((MethodDeclarationSyntax)c.Node).Identifier.GetLocation(), ((MethodDeclarationSyntax)c.Node).Identifier.Text)),
                SyntaxKind.MethodDeclaration);
        }
    }
#pragma warning restore RS1029, RS1036, RS2008, RS1038, RS1041
}
