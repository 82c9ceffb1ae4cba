using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Benchmarks.Compiling;

/// <summary>The analyzers that a project gets by <c>IsAotCompatible</c>, from the package that the SDK restores for it.</summary>
internal static class TrimAnalyzers
{
    public static AnalyzerOptions Options { get; } = new([], new Switches());

    public static ImmutableArray<DiagnosticAnalyzer> Load()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Directory.EnumerateFiles(Path.Combine(packages, "microsoft.net.illink.tasks"), "ILLink.RoslynAnalyzer.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        return [.. new AnalyzerFileReference(path, new Loader()).GetAnalyzers(LanguageNames.CSharp)];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // It has none beside the compiler.
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }

    private sealed class Switches : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new On();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class On : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key is "build_property.EnableAotAnalyzer" or "build_property.EnableTrimAnalyzer" or "build_property.EnableSingleFileAnalyzer"
                    ? "true"
                    : null;
                return value is not null;
            }
        }
    }
}
