using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests;

public sealed class AdviceSuppressorTests
{
    [Fact]
    public async Task CA1822_is_taken_back_on_hooks_only() => Assert.Equal(
        ["CloseAsync: True", "Open: True", "Ordinary: False"],
        await AdviseAsync("CA1822", SymbolKind.Method, """
            [Unit]
            public sealed partial class Db
            {
                [OnStartup]
                private void Open() { }

                [OnShutdown]
                private Task CloseAsync() => Task.CompletedTask;

                private void Ordinary() { }
            }
            """));

    [Fact]
    public async Task CA1812_is_taken_back_on_units_and_workers_only() => Assert.Equal(
        ["Db: True", "Ordinary: False", "Server: True"],
        await AdviseAsync("CA1812", SymbolKind.NamedType, """
            [Unit]
            internal sealed partial class Db;

            [Worker]
            internal sealed partial class Server;

            internal sealed class Ordinary;
            """));

    /// <summary>Lets the platform give its advice everywhere, and says what became of it.</summary>
    private static async Task<IEnumerable<string>> AdviseAsync(string id, SymbolKind where, string source)
    {
        var project = Project.With(source).CreateSolution().Projects.Single();
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!
            .WithAnalyzers([new Platform(id, where), new AdviceSuppressor()], new CompilationWithAnalyzersOptions(
                project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));

        var reported = await compilation.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        return reported.Select(d => $"{d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}: {d.IsSuppressed}").Order(StringComparer.Ordinal);
    }

#pragma warning disable RS1017, RS1025, RS1026, RS1029, RS1036, RS1038, RS1041, RS2008 // It stands in for the platform's analyzer and is never shipped.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Platform(string id, SymbolKind where) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor _rule = new(id, "Advice", "{0}", "Performance", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                c => c.ReportDiagnostic(Diagnostic.Create(_rule, c.Symbol.Locations[0], c.Symbol.Name)), where);
        }
    }
#pragma warning restore RS1017, RS1025, RS1026, RS1029, RS1036, RS1038, RS1041, RS2008
}
