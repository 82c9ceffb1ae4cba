using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>What is no unit and no worker, and has something to report all the same: classes as extension points and as phases.</summary>
/// <param name="Findings">What is wrong with extension points, and with classes that are marked as phases and are none.</param>
/// <param name="Phases">The custom phases, used or not.</param>
public sealed record UnmarkedReading(EquatableArray<Finding> Findings, EquatableArray<CustomPhaseModel> Phases)
{
    /// <summary>Reads a compilation; only the classes that can be one of them by their syntax are bound.</summary>
    public static UnmarkedReading Of(Compilation compilation, CancellationToken token)
    {
        var findings = new List<Finding>();
        var phases = new SortedDictionary<string, CustomPhaseModel>(StringComparer.Ordinal);
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var (tree, declarations) in MarkSyntax.OfOthers(compilation, token))
        {
            SemanticModel? model = null;
            foreach (var declaration in declarations)
            {
                token.ThrowIfCancellationRequested();
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(declaration, token) is INamedTypeSymbol { TypeKind: TypeKind.Class } type && seen.Add(type))
                    Read(type, findings, phases);
            }
        }

        return new UnmarkedReading(findings.ToEquatableArray(), phases.Values.ToEquatableArray());
    }

    private static void Read(INamedTypeSymbol type, List<Finding> findings, SortedDictionary<string, CustomPhaseModel> phases)
    {
        if (ExtensionReader.FaultOfPoint(type) is { } fault)
            findings.Add(fault);
        if (PhaseReader.FaultOfMarked(type) is { } stray)
            findings.Add(stray);
        foreach (var phase in PhaseReader.Declared(type))
        {
            // One of another assembly, which it is anchored to, was looked at there.
            if (phase.Key == TypeNames.MetadataName(type))
                phases[phase.Key] = phase;
        }
    }
}
