using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>Another generator in the same compilation, whose files ours cannot see: it writes the same files whatever the project is.</summary>
internal sealed class SecondGenerator(IReadOnlyList<(string Hint, string Text)> files) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.ParseOptionsProvider, (output, _) =>
        {
            foreach (var (hint, text) in files)
                output.AddSource(hint, text);
        });

    /// <summary>What a project refers to in order to have it.</summary>
    internal sealed class Reference(IReadOnlyList<(string Hint, string Text)> files) : AnalyzerReference
    {
        private readonly ImmutableArray<ISourceGenerator> _generators = [new SecondGenerator(files).AsSourceGenerator()];

        public override string FullPath => "";

        public override object Id => this;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
    }
}
