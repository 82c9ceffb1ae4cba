using System.Collections.Immutable;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>The base classes and interfaces of a unit.</summary>
internal static class ProvidedTypes
{
    /// <summary>The interfaces without those of generated parts, which are of no meaning to users, and which the generator does not see.</summary>
    public static ImmutableArray<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type) =>
        type.AllInterfaces.IsEmpty ? [] : type.AllInterfaces.RemoveAll(IsOfGeneratedCode);

    /// <summary>The keys of all of them; ordinal order.</summary>
    public static EquatableArray<string> KeysOf(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> interfaces)
    {
        if (HasNone(type, interfaces))
            return [];

        var keys = interfaces.Concat(TypeWalk.BasesOf(type)).Select(TypeNames.KeyOf).ToList();
        keys.Sort(StringComparer.Ordinal);
        return keys.ToEquatableArray();
    }

    /// <summary>
    /// Those that a container can give out as a service: named by generated code, and none of the platform's, which ask for something else there
    /// (<c>IDisposable</c>, <c>IHostedService</c>).
    /// </summary>
    public static EquatableArray<ContractModel> ContractsOf(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> interfaces) =>
        HasNone(type, interfaces)
            ? []
            : interfaces.Concat(TypeWalk.BasesOf(type))
                .Where(provided => !IsOfPlatform(provided) && CanBeNamed(provided, type))
                .Select(provided => new ContractModel(TypeNames.KeyOf(provided), DeclarationReader.IsPublic(provided)))
                .OrderBy(contract => contract.Key, StringComparer.Ordinal)
                .ToEquatableArray();

    private static bool HasNone(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> interfaces) =>
        interfaces.IsEmpty && type.BaseType is null or { SpecialType: SpecialType.System_Object };

    private static bool IsOfGeneratedCode(INamedTypeSymbol contract) =>
        (contract.Name is "IUnit" or "IConditionalUnit" or "INamedNeeds" && RuntimeTypes.IsIn(contract, "Lifecycle", "Runtime"))
        || (contract.Name is "IOwnedUnit" && RuntimeTypes.IsIn(contract, "Lifecycle", "Hosting"));

    private static bool IsOfPlatform(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;

        return space is { IsGlobalNamespace: false, Name: "System" or "Microsoft" } || type.ContainingAssembly?.Name == RuntimeTypes.RuntimeAssembly;
    }

    /// <summary>What another assembly declares for itself and its friends is left out.</summary>
    private static bool CanBeNamed(INamedTypeSymbol provided, INamedTypeSymbol type) =>
        DeclarationReader.IsPublic(provided)
        || (SymbolEqualityComparer.Default.Equals(provided.ContainingAssembly, type.ContainingAssembly)
            && DeclarationReader.IsInternal(provided)
            && !provided.IsFileLocal);
}
