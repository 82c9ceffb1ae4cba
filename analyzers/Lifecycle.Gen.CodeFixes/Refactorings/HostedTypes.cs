using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>What else a conversion asks of the Generic Host's types, by name: nothing here refers to them.</summary>
internal static class HostedTypes
{
    /// <summary><c>IHostApplicationLifetime</c>.</summary>
    public static bool IsLifetime(ITypeSymbol? type) => type?.Name == "IHostApplicationLifetime" && HostedContract.IsOfHost(type);

    /// <summary>The phase of a method that the host calls; <see langword="null"/> for any other.</summary>
    public static Phase? PhaseOf(IMethodSymbol method)
    {
        var original = method;
        while (original.OverriddenMethod is { } overridden)
            original = overridden;
        if (HostedContract.IsBackgroundService(original.ContainingType))
            return HostedContract.PhaseOf(original.Name);

        var contract = original.ContainingType.AllInterfaces.Where(HostedContract.IsContract).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(original.ContainingType.FindImplementationForInterfaceMember(member), original));
        return contract is null ? null : HostedContract.PhaseOf(contract.Name);
    }

    /// <summary>Whether a method overrides <c>Dispose</c> of <c>BackgroundService</c>.</summary>
    public static bool OverridesDispose(IMethodSymbol method)
    {
        var original = method;
        while (original.OverriddenMethod is { } overridden)
            original = overridden;
        return method.IsOverride && original.Name == "Dispose" && HostedContract.IsBackgroundService(original.ContainingType);
    }
}
