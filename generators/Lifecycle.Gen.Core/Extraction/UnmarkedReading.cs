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
    /// <summary>Of most files.</summary>
    public static readonly UnmarkedReading Nothing = new([], []);

    /// <summary>Reads the classes of a file that can be one of them by their syntax.</summary>
    internal static UnmarkedReading Of(IEnumerable<INamedTypeSymbol> types)
    {
        List<Finding>? findings = null;
        SortedDictionary<string, CustomPhaseModel>? phases = null;
        foreach (var type in types)
        {
            if (ExtensionReader.FaultOfPoint(type) is { } fault)
                (findings ??= []).Add(fault);
            if (PhaseReader.FaultOfMarked(type) is { } stray)
                (findings ??= []).Add(stray);
            foreach (var phase in PhaseReader.Declared(type))
            {
                // One of another assembly, which it is anchored to, was looked at there.
                if (phase.Key == TypeNames.MetadataName(type))
                    (phases ??= new(StringComparer.Ordinal))[phase.Key] = phase;
            }
        }

        return findings is null && phases is null
            ? Nothing
            : new UnmarkedReading(findings?.ToEquatableArray() ?? [], phases?.Values.ToEquatableArray() ?? []);
    }

    /// <summary>Those of several files as one; a class of several parts has been read with each.</summary>
    internal static UnmarkedReading Of(IEnumerable<UnmarkedReading> readings)
    {
        var all = readings.Where(static reading => reading != Nothing).ToList();
        return all.Count == 0
            ? Nothing
            : new UnmarkedReading(
                all.SelectMany(static reading => reading.Findings).Distinct().ToEquatableArray(),
                all.SelectMany(static reading => reading.Phases).GroupBy(static phase => phase.Key, StringComparer.Ordinal)
                    .OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => group.First()).ToEquatableArray());
    }
}
