using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>Classes and interfaces as extensions and extension points.</summary>
public static class ExtensionReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.Extension];

    /// <summary>Reads a class marked <c>[Extension]</c> that is no unit: for a worker, a unit without hooks.</summary>
    public static UnitShape ReadAlone(INamedTypeSymbol type, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var key = TypeNames.MetadataName(type);
        var findings = new List<Finding>();
        DeclarationReader.CheckKind(type, "extension", findings);
        DeclarationReader.CheckAccess(type, findings);
        return UnitReader.ReadShape(type, key, TypeNames.DottedName(type), findings, condition: null) with { IsUnit = false };
    }

    /// <summary>What is wrong with an extension point; <see langword="null"/> for anything else.</summary>
    public static Finding? FaultOfPoint(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false } or { IsStatic: true } && RuntimeTypes.IsExtensionPoint(type)
            ? new Finding(
                RuleIds.Extension,
                SubjectKey.OfType(TypeNames.MetadataName(type)),
                type.Name,
                "an extension point",
                "it is neither an interface nor an abstract class",
                type.IsStatic ? "Make it an interface" : "Make it one of these")
            : null;

    /// <summary>What is wrong with a worker that is marked as an extension.</summary>
    public static Finding? FaultOfWorker(INamedTypeSymbol type, string key) =>
        Mark(type, out var index) is null
            ? null
            : Describe(type, key, index, "it is a worker", "Remove [Extension], or move what extends into a class of its own");

    /// <summary>What a class is as an extension; a unit that implements a point is one without being marked. Adds to the findings.</summary>
    internal static ExtensionModel? Read(INamedTypeSymbol type, string key, List<Finding> findings)
    {
        var points = PointsOf(type);
        var mark = Mark(type, out var index);
        if (points.Count > 0)
            return new ExtensionModel(mark is null ? 0 : PriorityIn(mark), points);

        if (mark is not null)
            findings.Add(Describe(type, key, index, "it implements no extension point", Remedy(type)));
        return null;
    }

    private static Finding Describe(INamedTypeSymbol type, string key, int index, string fault, string remedy) =>
        new(RuleIds.Extension, SubjectKey.OfAttribute(key, index), type.Name, "an extension", fault, remedy);

    private static string Remedy(INamedTypeSymbol type) =>
        type.Interfaces is [var contract, ..] && contract.Locations is [{ IsInSource: true }, ..]
            ? $"Mark {contract.Name} with [ExtensionPoint], or implement an interface that is"
            : "Implement an interface, or derive from an abstract class, that is marked [ExtensionPoint]";

    private static EquatableArray<string> PointsOf(INamedTypeSymbol type)
    {
        List<string>? points = null;
        foreach (var contract in type.AllInterfaces)
        {
            if (RuntimeTypes.IsExtensionPoint(contract))
                (points ??= []).Add(TypeNames.KeyOf(contract));
        }

        for (var parent = type.BaseType; parent is not null and { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            if (RuntimeTypes.IsExtensionPoint(parent))
                (points ??= []).Add(TypeNames.KeyOf(parent));
        }

        points?.Sort(StringComparer.Ordinal);
        return points?.ToEquatableArray() ?? [];
    }

    private static AttributeData? Mark(INamedTypeSymbol type, out int index)
    {
        var attributes = type.GetAttributes();
        for (index = 0; index < attributes.Length; index++)
        {
            if (RuntimeTypes.LifecycleName(attributes[index]) == "ExtensionAttribute")
                return attributes[index];
        }

        return null;
    }

    private static int PriorityIn(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Priority", Value.Value: int priority })
                return priority;
        }

        return 0;
    }
}
