using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Manifest;

/// <summary>The description of an assembly for those that reference it.</summary>
/// <param name="Units">Its units and extensions, in the order of their declaration.</param>
public sealed record AssemblyManifest(EquatableArray<ManifestUnit> Units)
{
    /// <summary>
    /// The number of the format that is written. It grows by one with every change of what <see cref="ManifestWriter"/> writes once a version that
    /// writes it has been released; <see cref="ManifestParser"/> reads every format from <see cref="OldestFormat"/> on.
    /// </summary>
    public const int Format = 1;

    /// <summary>The oldest format that is read.</summary>
    public const int OldestFormat = 1;

    /// <summary>What other assemblies may know of the units and extensions of one; faulty units are left out, because they cannot be used.</summary>
    public static AssemblyManifest Of(IEnumerable<ManifestUnit> units, IEnumerable<UnitShape> extensions) => new(
        units.Concat(extensions.Select(static extension => new ManifestUnit(extension, [])))
            // What a worker provides is its own.
            .Where(static unit => unit.Shape is { Findings.Count: 0, Maker: null or { Owner: not MakerOwner.Worker } })
            .OrderBy(static unit => unit.Shape.Position)
            .ThenBy(static unit => unit.Shape.Key, StringComparer.Ordinal)
            // Where in which file it stands says no more than its index in this list.
            .Select(static (unit, index) => unit with { Shape = unit.Shape with { Position = new DeclarationPosition("", [index]) } })
            .ToEquatableArray());

    /// <summary>Whether a manifest of a format can be read here.</summary>
    public static bool IsReadable(int format) => format is >= OldestFormat and <= Format;
}

/// <summary>One unit in a manifest.</summary>
/// <param name="Shape">What workers need to know of it; without what is wrong with it, and where it stands among the assembly's units instead of in
/// which file.</param>
/// <param name="Hooks">Its hooks, which a unit that derives from it inherits; none of a class from which no unit can derive.</param>
public sealed record ManifestUnit(UnitShape Shape, EquatableArray<HookModel> Hooks)
{
    /// <summary>What other assemblies may know of a unit.</summary>
    public static ManifestUnit Of(UnitModel unit) =>
        new(unit.Shape, unit.Body.Declaration.Inheritance.HasFlag(UnitInheritance.Open) ? unit.Body.Hooks : []);
}
