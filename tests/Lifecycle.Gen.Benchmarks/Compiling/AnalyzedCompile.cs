using System.Collections.Immutable;
using Lifecycle.Analyzers;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Benchmarks.Compiling;

/// <summary>A compilation as a build has it: generated, watched by analyzers, emitted.</summary>
internal static class AnalyzedCompile
{
    /// <summary>All analyzers and suppressors of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Ours { get; } =
    [
        .. typeof(LifecycleAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// What any analyzer of method bodies costs: the compiler binds them for it once more than for itself. The platform's own, which are on in every
    /// build, have paid for that
    /// before ours come.
    /// </summary>
    public static ImmutableArray<DiagnosticAnalyzer> None { get; } = [new Idle()];

    /// <summary>One that looks at nothing: what it costs that there is an analyzer at all.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Silent { get; } = [new Mute()];

    public static Compilation Generate(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: UnitCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return output;
    }

    public static void Emit(Compilation compilation)
    {
        var result = compilation.Emit(Stream.Null);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <summary>What the analyzers find, which has to be nothing.</summary>
    public static void Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var watched = Watch(compilation, analyzers, options);
        var found = watched.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (found.Any(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
            throw new InvalidOperationException(string.Join('\n', found));

        Emit(watched.Compilation);
    }

    /// <summary>What an editor asks for when a file has changed, and how long the analyzer itself is at work for it.</summary>
    public static TimeSpan AnalyzeFile(Compilation compilation, SyntaxTree file, DiagnosticAnalyzer analyzer)
    {
        var watched = Watch(compilation, [analyzer], new AnalyzerOptions([]), logTimes: true);
        var found = watched.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), filterSpan: null, CancellationToken.None).GetAwaiter()
            .GetResult();
        if (!found.IsEmpty)
            throw new InvalidOperationException(string.Join('\n', found));

        return watched.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
    }

    private static CompilationWithAnalyzers Watch(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options,
        bool logTimes = false) =>
        compilation.WithAnalyzers(analyzers,
            new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: !logTimes, logAnalyzerExecutionTime: logTimes));

#pragma warning disable RS1012, RS1036, RS1038, RS1041 // It is measured against, and never shipped.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Idle : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("IDLE", "Idle", "Idle", "Idle", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationBlockAction(static _ => { });
        }
    }

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Mute : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("MUTE", "Mute", "Mute", "Mute", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(static _ => { });
        }
    }
#pragma warning restore RS1012, RS1036, RS1038, RS1041
}
