using System.Collections.Immutable;
using Lifecycle.Analyzers;
using Lifecycle.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>Everything that the package puts into a user's compiler, found by type, so that no test can forget a part.</summary>
internal sealed class ShippedParts : AnalyzerReference
{
    public static readonly ShippedParts Instance = new();

    private ShippedParts()
    {
        Analyzers = [.. InstancesOf<DiagnosticAnalyzer>(typeof(LifecycleAnalyzer).Assembly)];
        Fixes = [.. InstancesOf<CodeFixProvider>(typeof(LifecycleCodeFix).Assembly)];
        Refactorings = [.. InstancesOf<CodeRefactoringProvider>(typeof(LifecycleCodeFix).Assembly)];
        Generators = [.. InstancesOf<IIncrementalGenerator>(System.Reflection.Assembly.Load("Lifecycle.Gen.Generator")).Select(g => g.AsSourceGenerator())];
    }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    public ImmutableArray<CodeFixProvider> Fixes { get; }

    public ImmutableArray<CodeRefactoringProvider> Refactorings { get; }

    public ImmutableArray<ISourceGenerator> Generators { get; }

    public override string FullPath => "";

    public override object Id => "shipped";

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => Analyzers;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => Analyzers;

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => Generators;

    private static IEnumerable<T> InstancesOf<T>(System.Reflection.Assembly assembly) =>
        assembly.GetTypes()
            .Where(t => typeof(T).IsAssignableFrom(t) && !t.IsAbstract)
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (T)Activator.CreateInstance(t)!);
}
