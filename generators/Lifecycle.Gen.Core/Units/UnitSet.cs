using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>What one assembly declares.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Workers">Its workers, without the default one.</param>
/// <param name="Assembly">The assembly.</param>
public sealed record UnitSet(EquatableArray<UnitShape> Units, EquatableArray<WorkerModel> Workers, AssemblyModel Assembly)
{
    /// <summary>All of it, sorted, so that the order of files is no difference.</summary>
    public static UnitSet Sorted(
        IEnumerable<UnitShape> units,
        IEnumerable<UnitShape> extensions,
        IEnumerable<WorkerModel> workers,
        AssemblyModel assembly,
        ReferencedUnits referenced) => new(
        units.Concat(extensions).OrderBy(unit => unit.Key, StringComparer.Ordinal).ToEquatableArray(),
        workers.OrderBy(worker => worker.Key, StringComparer.Ordinal).ToEquatableArray(),
        assembly)
        {
            Referenced = referenced,
        };

    /// <summary>What referenced assemblies offer.</summary>
    public ReferencedUnits Referenced { get; init; } = ReferencedUnits.None;
}

/// <summary>What the manifests of referenced assemblies offer to one assembly.</summary>
/// <param name="Units">The units and extensions that it may make; their keys name their assembly too.</param>
/// <param name="Unreadable">The assemblies whose manifest has a format that is not known here; ordinal order.</param>
public sealed record ReferencedUnits(EquatableArray<UnitShape> Units, EquatableArray<UnreadableManifest> Unreadable)
{
    /// <summary>The keys of the types of public units that only their own assemblies can make; ordinal order.</summary>
    public EquatableArray<string> Withheld { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static readonly ReferencedUnits None = new([], []);
}

/// <summary>A manifest that this version does not read.</summary>
/// <param name="Assembly">The assembly that has it.</param>
/// <param name="Format">Its format number.</param>
public sealed record UnreadableManifest(string Assembly, int Format);

/// <summary>The assembly, as far as it matters here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsExecutable">Whether it has an entry point and so may have a default worker.</param>
/// <param name="DefaultWorker">The name of its default worker, if it gets one: <c>Worker</c>, unless that would hide a type or clash with one.</param>
public sealed record AssemblyModel(string Name, bool IsExecutable, string DefaultWorker = "Worker")
{
    /// <summary>Whether it references the package for workers in a host.</summary>
    public bool HasHosting { get; init; }

    /// <summary>Whether it consists of tests.</summary>
    public bool IsTest { get; init; }
}
