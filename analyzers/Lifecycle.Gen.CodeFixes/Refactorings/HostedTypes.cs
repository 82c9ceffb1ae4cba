using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The Generic Host's types, by name: nothing here refers to them.</summary>
internal static class HostedTypes
{
    /// <summary>What becomes of the methods of a hosted service, in the order of the host.</summary>
    private static readonly Dictionary<string, Phase> s_phases = new(StringComparer.Ordinal)
    {
        ["StartingAsync"] = Phase.PreStartup,
        ["StartAsync"] = Phase.OnStartup,
        ["StartedAsync"] = Phase.OnReady,
        ["ExecuteAsync"] = Phase.Background,
        ["StoppingAsync"] = Phase.OnDrain,
        ["StopAsync"] = Phase.OnShutdown,
        ["StoppedAsync"] = Phase.PostShutdown,
    };

    /// <summary>Whether a class is a hosted service.</summary>
    public static bool IsHosted(INamedTypeSymbol type) => type.AllInterfaces.Any(IsHostedContract);

    /// <summary><c>IHostedService</c> or <c>IHostedLifecycleService</c>.</summary>
    public static bool IsHostedContract(ITypeSymbol? type) => type?.Name is "IHostedService" or "IHostedLifecycleService" && IsHosting(type);

    /// <summary><c>BackgroundService</c>.</summary>
    public static bool IsBackgroundService(ITypeSymbol? type) => type?.Name == "BackgroundService" && IsHosting(type);

    /// <summary><c>IHostApplicationLifetime</c>.</summary>
    public static bool IsLifetime(ITypeSymbol? type) => type?.Name == "IHostApplicationLifetime" && IsHosting(type);

    /// <summary>The phase of a method that the host calls; <see langword="null"/> for any other.</summary>
    public static Phase? PhaseOf(IMethodSymbol method)
    {
        var original = method;
        while (original.OverriddenMethod is { } overridden)
            original = overridden;
        if (IsBackgroundService(original.ContainingType))
            return s_phases.TryGetValue(original.Name, out var phase) ? phase : null;

        var contract = original.ContainingType.AllInterfaces.Where(IsHostedContract).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(original.ContainingType.FindImplementationForInterfaceMember(member), original));
        return contract is not null && s_phases.TryGetValue(contract.Name, out var ofContract) ? ofContract : null;
    }

    /// <summary>Whether a method overrides <c>Dispose</c> of <c>BackgroundService</c>.</summary>
    public static bool OverridesDispose(IMethodSymbol method)
    {
        var original = method;
        while (original.OverriddenMethod is { } overridden)
            original = overridden;
        return method.IsOverride && original.Name == "Dispose" && IsBackgroundService(original.ContainingType);
    }

    private static bool IsHosting(ITypeSymbol type) => Core.Extraction.RuntimeTypes.IsIn(type, "Microsoft", "Extensions", "Hosting");
}
