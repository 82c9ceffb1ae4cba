using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>Members with <c>[Provides]</c> → the values that they give: for a worker, units without hooks that a member makes.</summary>
public static class ProvidedReader
{
    /// <summary>The name of the attribute in source.</summary>
    internal const string Mark = "Provides";

    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.Provides];

    /// <summary>The members of a class that provide values.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } && MarkOf(member) is not null)
                yield return member;
        }
    }

    /// <summary>Whether a member has the attribute.</summary>
    public static bool IsMarked(ISymbol member) => MarkOf(member) is not null;

    /// <summary>Whether a member provides a value that is there from the start on only.</summary>
    public static bool IsLate(ISymbol member) => member is IMethodSymbol method ? AwaitedBy(method) is not null : IsLateProperty((IPropertySymbol)member);

    /// <summary>Reads the value of a member.</summary>
    public static UnitShape Read(ISymbol member, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var type = member.ContainingType;
        var key = KeyOf(member);
        var findings = new List<Finding>();
        var method = member as IMethodSymbol;
        var awaited = method is null ? null : AwaitedBy(method);
        var value = awaited ?? method?.ReturnType ?? ((IPropertySymbol)member).Type;
        var owner = member.IsStatic ? MakerOwner.Class : RuntimeTypes.MarkOf(type) == ClassMark.Worker ? MakerOwner.Worker : MakerOwner.Unit;
        if (ProvidedFaults.Of(member, value, owner) is var (fault, remedy))
            findings.Add(new Finding(RuleIds.Provides, SubjectKey.OfType(key), $"{type.Name}.{member.Name}", fault, remedy));

        var takesToken = awaited is not null && method!.Parameters is [.., var last] && HookSignature.IsToken(last);
        var parameters = method is null || findings.Count > 0 ? [] : takesToken ? method.Parameters.RemoveAt(method.Parameters.Length - 1) : method.Parameters;
        var dependencies = parameters.Select(parameter => ConstructorReader.ReadParameter(parameter, type, key, findings)).ToEquatableArray();
        var contracts = value is INamedTypeSymbol named ? ProvidedTypes.InterfacesOf(named) : [];
        SortedSet<string>? warnings = null;
        NamingWarnings.Add(NamingWarnings.OfContract(value), ref warnings);
        NamingWarnings.Add(NamingWarnings.OfSymbol(member), ref warnings);
        var maker = new MakerModel(
            owner,
            TypeNames.Of(type).Name,
            member.Name,
            method is null ? MakerCall.Property : awaited is null ? MakerCall.Method
                : method.ReturnType.Name == "Task" ? MakerCall.Task : MakerCall.ValueTask,
            IsLate(member),
            takesToken);
        return new UnitShape(
            key,
            TypeNames.Of(value),
            $"{(owner == MakerOwner.Unit ? AttributeReader.UnitId(type) : null) ?? TypeNames.DottedName(type)}.{member.Name}",
            member.Name,
            member.DeclaredAccessibility == Accessibility.Public && DeclarationReader.IsPublic(type) && DeclarationReader.IsPublic(value),
            value is INamedTypeSymbol provided ? ProvidedTypes.KeysOf(provided, contracts) : [],
            dependencies,
            Orderings: [],
            DeclarationReader.PositionOf(member, token),
            findings.ToEquatableArray())
        {
            AutoStart = owner != MakerOwner.Unit || AttributeReader.Holds(type, "AutoStart"),
            AutoInclude = owner != MakerOwner.Unit || AttributeReader.Holds(type, "AutoInclude"),
            Variants = Variance.Targets(contracts),
            Warnings = NamingWarnings.Sorted(warnings),
            IsUnit = false,
            Maker = maker,
        };
    }

    /// <summary>The member with a value of a key.</summary>
    internal static ISymbol? Find(INamedTypeSymbol type, string value) => MembersOf(type).FirstOrDefault(member => NameOf(member) == value);

    private static string KeyOf(ISymbol member) => TypeNames.MetadataName(member.ContainingType) + MakerModel.Separator + NameOf(member);

    /// <summary>The name, with a number for the overloads that follow the first.</summary>
    private static string NameOf(ISymbol member)
    {
        var before = member.ContainingType.GetMembers(member.Name)
            .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, member))
            .Count(other => MarkOf(other) is not null);
        return before == 0 ? member.Name : $"{member.Name}~{before}";
    }

    private static bool IsLateProperty(IPropertySymbol property) =>
        property.SetMethod is { IsInitOnly: false }
        || (MarkOf(property) is { } mark && mark.NamedArguments.Any(argument => argument is { Key: "AtStartup", Value.Value: true }));

    private static ITypeSymbol? AwaitedBy(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var value] } task
        && RuntimeTypes.IsIn(task, "System", "Threading", "Tasks")
            ? value
            : null;

    private static AttributeData? MarkOf(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (RuntimeTypes.LifecycleName(attribute) == Mark + "Attribute")
                return attribute;
        }

        return null;
    }
}
