using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// LCG6003: classes with <c>[Unit]</c> in a referenced assembly that has no manifest. Only classes that a unit or worker names are looked at:
/// finding the others would take a walk over all types.
/// </summary>
internal static class MissingManifests
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.NoManifest];

    /// <summary>Finds what a unit's constructor and a unit's or worker's attributes name; one finding a mention.</summary>
    public static void Check(INamedTypeSymbol type, string key, List<Finding> findings)
    {
        if (ConstructorReader.Choose(type, out _) is { } constructor)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (IsUnread(parameter.Type, type))
                    findings.Add(Mention(parameter.Type, type, $"{parameter.Type.Name} {parameter.Name}", SubjectKey.OfParameter(key, parameter.Ordinal)));
            }
        }

        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].AttributeClass is not { TypeArguments: { IsEmpty: false } named } || RuntimeTypes.LifecycleName(attributes[i]) is not { } name)
                continue;
            if (named.FirstOrDefault(argument => IsUnread(argument, type)) is not { } unread)
                continue;

            var label = $"[{name.Substring(0, name.Length - "Attribute".Length)}<{string.Join(", ", named.Select(argument => argument.Name))}>]";
            findings.Add(Mention(unread, type, label, SubjectKey.OfAttribute(key, i)));
        }
    }

    /// <summary>One finding an assembly.</summary>
    public static IEnumerable<Finding> Merge(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => finding.RuleId == RuleIds.NoManifest ? finding.Arguments[0] : null)
        .SelectMany(group => group.Key is { } assembly ? [Merge(assembly, [.. group])] : group.AsEnumerable());

    private static Finding Merge(string assembly, List<Finding> mentions) => new(
        RuleIds.NoManifest,
        mentions[0].Subject,
        mentions.Skip(1).Select(mention => mention.Subject).ToEquatableArray(),
        [assembly, SubjectList.Of([.. mentions.Select(mention => mention.Arguments[1])], i => mentions[i].Arguments[2])]);

    private static Finding Mention(ITypeSymbol unread, INamedTypeSymbol owner, string label, SubjectKey subject) =>
        new(RuleIds.NoManifest, subject, unread.ContainingAssembly.Name, owner.Name, label);

    private static bool IsUnread(ITypeSymbol type, INamedTypeSymbol owner) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, ContainingAssembly: { } assembly } named
            && !SymbolEqualityComparer.Default.Equals(assembly, owner.ContainingAssembly)
            && ManifestReader.IsSilent(assembly)
            && RuntimeTypes.IsUnit(named);
}
