using System.Runtime.CompilerServices;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The manifests of referenced assemblies → the units that they offer. Reads the attributes of an assembly once, and no type of it ever: walking
/// the types of all references would cost milliseconds at every edit.
/// </summary>
public static class ManifestReader
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, Reading> s_known = new();

    /// <summary>What the references of a compilation offer to it; in the same order whatever their order is.</summary>
    public static ReferencedUnits Read(Compilation compilation, CancellationToken token)
    {
        List<Reading>? found = null;
        List<UnreadableManifest>? unreadable = null;
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            var reading = Of(assembly);
            if (reading == Reading.Nothing || !CanBeNamed(assembly, compilation))
                continue;

            token.ThrowIfCancellationRequested();
            if (reading.Unreadable is { } fault)
                (unreadable ??= []).Add(fault);
            else
                (found ??= []).Add(assembly.GivesAccessTo(compilation.Assembly) ? reading : reading.Offered);
        }

        if (found is null && unreadable is null)
            return ReferencedUnits.None;

        return new ReferencedUnits(
            found?.OrderBy(reading => reading.Assembly, StringComparer.Ordinal).SelectMany(reading => reading.Units).ToEquatableArray() ?? [],
            unreadable?.OrderBy(fault => fault.Assembly, StringComparer.Ordinal).ToEquatableArray() ?? [])
        {
            Withheld = found?.SelectMany(reading => reading.Withheld).OrderBy(type => type, StringComparer.Ordinal).ToEquatableArray() ?? [],
        };
    }

    /// <summary>A class of a referenced assembly as its manifest has it.</summary>
    internal static ManifestUnit? UnitOf(INamedTypeSymbol type)
    {
        if (type.ContainingAssembly is not { } assembly)
            return null;

        var key = SubjectKey.QualifiedName(TypeNames.MetadataName(type), assembly.Name);
        return Of(assembly).Manifest.Units.FirstOrDefault(unit => unit.Shape.Key == key);
    }

    /// <summary>Whether an assembly may have units but has no manifest.</summary>
    internal static bool IsSilent(IAssemblySymbol assembly) => Of(assembly) == Reading.Nothing && MayHaveUnits(assembly);

    /// <summary>Whether an assembly refers to the runtime library; without that it cannot have units.</summary>
    public static bool MayHaveUnits(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == RuntimeTypes.RuntimeAssembly)
                    return true;
            }
        }

        return false;
    }

    private static Reading Of(IAssemblySymbol assembly) => s_known.GetValue(assembly, static assembly => Read(assembly));

    private static Reading Read(IAssemblySymbol assembly)
    {
        if (!MayHaveUnits(assembly))
            return Reading.Nothing;

        foreach (var attribute in assembly.GetAttributes())
        {
            if (!RuntimeTypes.IsManifest(attribute) || attribute.ConstructorArguments is not [{ Value: int format }, { Value: string text }])
                continue;

            return AssemblyManifest.IsReadable(format) && ManifestParser.TryParse(text, assembly.Name, out var manifest)
                ? new Reading(assembly.Name, manifest)
                : new Reading(assembly.Name, new AssemblyManifest([])) { Unreadable = new UnreadableManifest(assembly.Name, format) };
        }

        return Reading.Nothing;
    }

    /// <summary>Generated code names types from <c>global::</c> on, which those of an <c>extern alias</c> alone are not under.</summary>
    private static bool CanBeNamed(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { IsEmpty: false } aliases }
            || aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <summary>What is known of an assembly; nothing in it holds a symbol.</summary>
    private sealed class Reading
    {
        public static readonly Reading Nothing = new("", new AssemblyManifest([]));

        private readonly Lazy<Reading> _offered;

        public Reading(string assembly, AssemblyManifest manifest)
        {
            Assembly = assembly;
            Manifest = manifest;
            Units = manifest.Units.Select(unit => unit.Shape).ToEquatableArray();
            _offered = new(() => new Reading(assembly, new AssemblyManifest(manifest.Units.Where(unit => unit.Shape.IsOffered).ToEquatableArray()))
            {
                Withheld = Units.Where(unit => unit is { IsPublic: true, IsOffered: false }).Select(unit => unit.Type.Key).ToEquatableArray(),
            });
        }

        public string Assembly { get; }

        public AssemblyManifest Manifest { get; }

        public EquatableArray<UnitShape> Units { get; }

        public UnreadableManifest? Unreadable { get; init; }

        /// <summary>The types that can be named and not made.</summary>
        public EquatableArray<string> Withheld { get; private init; }

        /// <summary>Without what only the assembly itself and its friends may name.</summary>
        public Reading Offered => _offered.Value;
    }
}
