using System.Collections.Immutable;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>A class marked <c>[Unit]</c> → its model. The only reader of units; generator and analyzers share it.</summary>
public static class UnitReader
{
    /// <summary>Reads a unit.</summary>
    public static UnitModel Read(INamedTypeSymbol type, CancellationToken token)
    {
        var key = TypeNames.MetadataName(type);
        var id = AttributeReader.UnitId(type) ?? TypeNames.DottedName(type);
        var findings = new List<Finding>();
        var declaration = DeclarationReader.Read(type, "unit", InheritanceOf(type), findings, token);
        if (!GeneratedMembers.FitIntoUnit(type, key, findings))
            declaration = declaration with { CanBeExtended = false };
        DeclarationReader.CheckAccess(type, findings);
        var condition = ConditionReader.Read(type, key, findings);
        var hookFindings = new List<Finding>();
        var hooks = HookReader.Read(type, hookFindings, out var phases, out var taken);
        MissingManifests.Check(type, key, hookFindings);
        var shape = ReadShape(type, key, id, findings, condition) with { Phases = phases, Open = GenericReader.Read(type) };
        if (taken.Count > 0 && !findings.Exists(finding => finding.RuleId == RuleIds.UnsupportedType))
            shape = shape with { Dependencies = shape.Dependencies.Concat(taken.Select(one => one.Dependency)).ToEquatableArray() };
        var needs = Needs(type, shape.Dependencies).ToList();
        var body = new UnitBody(key, id, declaration, hooks)
        {
            Condition = condition,
            Metadata = AttributeReader.Metadata(type),
            Priority = shape.Extension?.Priority ?? 0,
            Disposals = DisposalReader.Read(type),
            Needs = needs.Where(need => need.Instance.Length == 0)
                .Select(need => need.Type)
                .Concat(shape.Orderings.Where(ordering => !ordering.IsBefore).Select(ordering => ordering.Target.Key))
                .Distinct(StringComparer.Ordinal)
                .ToEquatableArray(),
            NamedNeeds = needs.Where(need => need.Instance.Length > 0).Distinct().ToEquatableArray(),
            Warnings = WarningsOf(type, shape, condition),
        };
        return new UnitModel(shape, GenericReader.WithNames(body, type), hookFindings.ToEquatableArray());
    }

    /// <summary>What workers need to know of a class that they make; adds to the findings and stores all of them.</summary>
    internal static UnitShape ReadShape(INamedTypeSymbol type, string key, string id, List<Finding> findings, ConditionModel? condition)
    {
        // A unit that only lacks `partial` keeps its edges and inputs, so that callers of its worker still compile.
        var dependencies = findings.Exists(finding => finding.RuleId == RuleIds.UnsupportedType) ? [] : ConstructorReader.Read(type, key, findings);
        var extension = ExtensionReader.Read(type, key, findings);
        var contracts = ProvidedTypes.InterfacesOf(type);
        var property = AttributeReader.PropertyName(type, key, findings);
        return new UnitShape(
            key,
            TypeNames.Of(type),
            id,
            type.Name,
            DeclarationReader.IsPublic(type),
            ProvidedTypes.KeysOf(type, contracts),
            dependencies,
            AttributeReader.Orderings(type, key),
            DeclarationReader.PositionOf(type),
            findings.ToEquatableArray())
        {
            Condition = condition,
            AutoStart = AttributeReader.Holds(type, "AutoStart"),
            AutoInclude = AttributeReader.Holds(type, "AutoInclude"),
            IsStandby = AttributeReader.IsStandby(type),
            Extension = extension,
            Property = property,
            Variants = Variance.Targets(contracts),
            Contracts = ProvidedTypes.ContractsOf(type, contracts),
            Warnings = WarningsOf(type, contracts),
            IsConstructorPublic = ConstructorReader.Choose(type, out _) is { DeclaredAccessibility: Accessibility.Public },
        };
    }

    /// <summary>What its own file raises by naming other symbols.</summary>
    private static EquatableArray<string> WarningsOf(INamedTypeSymbol type, UnitShape shape, ConditionModel? condition)
    {
        SortedSet<string>? ids = null;
        NamingWarnings.Add(shape.Warnings, ref ids);
        foreach (var parameter in shape.Dependencies)
            NamingWarnings.Add(parameter.Warnings, ref ids);
        foreach (var parameter in condition?.Parameters ?? [])
            NamingWarnings.Add(parameter.Warnings, ref ids);
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.GetAttributes().Length > 1)
                NamingWarnings.Add(NamingWarnings.OfSymbol(method), ref ids);
        }

        return NamingWarnings.Sorted(ids);
    }

    /// <summary>What a worker raises by making it.</summary>
    private static EquatableArray<string> WarningsOf(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> contracts)
    {
        SortedSet<string>? ids = null;
        NamingWarnings.Add(NamingWarnings.OfType(type), ref ids);
        if (ConstructorReader.Choose(type, out _) is { } constructor)
            NamingWarnings.Add(NamingWarnings.OfSymbol(constructor), ref ids);
        foreach (var contract in contracts)
            NamingWarnings.Add(NamingWarnings.OfContract(contract), ref ids);
        return NamingWarnings.Sorted(ids);
    }

    private static UnitInheritance InheritanceOf(INamedTypeSymbol type)
    {
        var inheritance = type.IsSealed ? UnitInheritance.None : UnitInheritance.Open;
        for (var parent = type.BaseType; parent is not null and { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            if (HookReader.HasInvoke(parent, type))
                return inheritance | UnitInheritance.Derived;
        }

        return inheritance;
    }

    private static ITypeSymbol Content(ITypeSymbol type) => LateAccessReader.ContentOf(type) ?? type;

    /// <summary>
    /// The types that an attached unit depends on, with the names of instances; types that no unit can have (a tuple, <c>dynamic</c>) are left out,
    /// because they do not compile behind <c>is</c>. What stands for a value that the start makes is asked for its type.
    /// </summary>
    private static IEnumerable<NamedNeed> Needs(INamedTypeSymbol type, EquatableArray<DependencyModel> dependencies)
    {
        for (var i = 0; i < dependencies.Count; i++)
        {
            if (dependencies[i] is not { IsOrdered: true, Kind: DependencyKind.Open or DependencyKind.List or DependencyKind.OpenList } dependency)
                continue;

            var isOfHook = dependency.Hook is not null;
            if (isOfHook || ConstructorReader.CanBeUnit(Content(ConstructorReader.Choose(type, out _)!.Parameters[i].Type)))
                yield return new NamedNeed(dependency.Wanted, dependency.Instance ?? "");
            if (isOfHook)
                yield return new NamedNeed($"global::Lifecycle.Runtime.IProvided<{dependency.Wanted}>", dependency.Instance ?? "");
        }
    }
}
