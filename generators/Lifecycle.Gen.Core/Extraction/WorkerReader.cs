using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>All that is known of one worker.</summary>
/// <param name="Worker">Its composition.</param>
/// <param name="Body">What its hooks' file is made of; <see langword="null"/> without hooks.</param>
/// <param name="HookFindings">What is wrong with its hooks.</param>
public sealed record WorkerReading(WorkerModel Worker, UnitBody? Body, EquatableArray<Finding> HookFindings);

/// <summary>A class marked <c>[Worker]</c> → its model.</summary>
public static class WorkerReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.Constructor, RuleIds.WorkerWithBase, RuleIds.AttributeArgument];

    /// <summary>Reads a worker.</summary>
    public static WorkerReading Read(INamedTypeSymbol type, CancellationToken token)
    {
        var key = TypeNames.MetadataName(type);
        var id = TypeNames.DottedName(type);
        var findings = new List<Finding>();
        var declaration = DeclarationReader.Read(type, "worker", UnitInheritance.None, findings, token);
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && !(parent.Name == "LifecycleWorker" && RuntimeTypes.IsIn(parent, "Lifecycle")))
        {
            findings.Add(new Finding(RuleIds.WorkerWithBase, SubjectKey.OfType(key), type.Name, parent.Name));
            declaration = declaration with { CanBeExtended = false };
        }

        if (DeclaresConstructor(type))
        {
            findings.Add(new Finding(
                RuleIds.Constructor,
                SubjectKey.OfType(key),
                type.Name,
                "declares a constructor: a worker's own is generated",
                "Remove it; what units take as inputs becomes its parameters"));
        }

        if (!GeneratedMembers.FitIntoWorker(type, key, findings))
            declaration = declaration with { CanBeExtended = false };
        if (ExtensionReader.FaultOfWorker(type, key) is { } extension)
            findings.Add(extension);
        var hookFindings = new List<Finding>();
        var hooks = HookReader.Read(type, hookFindings, out var phases, out _);
        MissingManifests.Check(type, key, hookFindings);
        var parts = WorkerParts.Read(type, key);
        var instances = AttributeReader.Instances(type, key, findings);
        var worker = new WorkerModel(
            key,
            TypeNames.Of(type),
            id,
            type.Name,
            DeclarationReader.IsPublic(type),
            IsDefault: false,
            HasHooks: hooks.Count > 0,
            parts.Mixins,
            parts.Bindings,
            WrittenMembers(type),
            declaration,
            findings.ToEquatableArray())
        {
            IncludesReferenced = AttributeReader.IncludesReferenced(type),
            Replacements = parts.Replacements,
            Decorations = parts.Decorations,
            Phases = phases,
            Inputs = AttributeReader.WorkerInputs(type, key),
            Instances = instances,
        };
        return new WorkerReading(worker, hooks.Count > 0 ? new UnitBody(key, id, declaration, hooks) : null, hookFindings.ToEquatableArray());
    }

    private static bool DeclaresConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && GeneratedMembers.IsWritten(constructor));

    private static EquatableArray<string> WrittenMembers(INamedTypeSymbol type)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (!member.IsImplicitlyDeclared && member.CanBeReferencedByName && GeneratedMembers.IsWritten(member))
                names.Add(member.Name);
        }

        return names.ToEquatableArray();
    }
}
