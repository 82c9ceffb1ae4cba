using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// The contracts of the Generic Host, by name, and what their methods are for a unit that implements them: a class can be marked as it is, and the worker
/// calls what the host would call.
/// </summary>
public static class HostedContract
{
    /// <summary>The name of the loop of a <c>BackgroundService</c>.</summary>
    public const string Loop = "ExecuteAsync";

    private const string Space = "global::Microsoft.Extensions.Hosting.";

    /// <summary>The phases of the methods, in the order of the host.</summary>
    private static readonly (string Method, Phase Phase)[] s_phases =
    [
        ("StartingAsync", Phase.PreStartup),
        ("StartAsync", Phase.OnStartup),
        (Loop, Phase.Background),
        ("StartedAsync", Phase.OnReady),
        ("StoppingAsync", Phase.OnDrain),
        ("StopAsync", Phase.OnShutdown),
        ("StoppedAsync", Phase.PostShutdown),
    ];

    /// <summary>Whether a class is a hosted service.</summary>
    public static bool IsHosted(ITypeSymbol type) => type.AllInterfaces.Any(IsContract);

    /// <summary><c>IHostedService</c> or <c>IHostedLifecycleService</c>.</summary>
    public static bool IsContract(ITypeSymbol? type) => type?.Name is "IHostedService" or "IHostedLifecycleService" && IsOfHost(type);

    /// <summary><c>BackgroundService</c>.</summary>
    public static bool IsBackgroundService(ITypeSymbol? type) => type?.Name == "BackgroundService" && IsOfHost(type);

    /// <summary>A type of the host's own namespace.</summary>
    public static bool IsOfHost(ITypeSymbol type) => RuntimeTypes.IsIn(type, "Microsoft", "Extensions", "Hosting");

    /// <summary>The phase of a method of these contracts, by its name; <see langword="null"/> for any other.</summary>
    public static Phase? PhaseOf(string method)
    {
        foreach (var (name, phase) in s_phases)
        {
            if (name == method)
                return phase;
        }

        return null;
    }

    /// <summary>
    /// The methods that the worker calls on a unit because the host would: none where the author has marked one of them, and thereby says which are hooks.
    /// </summary>
    public static IReadOnlyList<HostedMethod> MethodsOf(INamedTypeSymbol unit)
    {
        if (unit.AllInterfaces.IsEmpty || !RuntimeTypes.IsUnit(unit))
            return [];

        var found = new List<HostedMethod>();
        foreach (var contract in unit.AllInterfaces)
        {
            if (!IsContract(contract))
                continue;

            foreach (var member in contract.GetMembers())
            {
                if (member is IMethodSymbol method && PhaseOf(method.Name) is { } phase
                    && unit.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation)
                    found.Add(new HostedMethod(method.Name, phase, implementation));
            }
        }

        if (found.Count > 0 && LoopOf(unit) is { } loop)
            found.Add(new HostedMethod(Loop, Phase.Background, loop));
        if (found.Exists(static method => IsMarked(method.Implementation)))
            return [];

        found.Sort(static (x, y) => x.Phase.CompareTo(y.Phase));
        return found;
    }

    /// <summary>The phase of a method that implements one of the contracts in a unit; <see langword="null"/> for any other.</summary>
    public static Phase? PhaseOf(IMethodSymbol method)
    {
        // An explicit implementation has the name of the contract before its own.
        var name = method.ExplicitInterfaceImplementations is [var explicitly, ..] ? explicitly.Name : method.Name;
        if (PhaseOf(name) is null || method.ContainingType is null)
            return null;

        foreach (var hosted in MethodsOf(method.ContainingType))
        {
            if (SymbolEqualityComparer.Default.Equals(hosted.Implementation, method))
                return hosted.Phase;
        }

        return null;
    }

    /// <summary>The type through which a method is called, as C#.</summary>
    public static string TypeOf(string method) => Space + (method switch
    {
        Loop => "BackgroundService",
        "StartAsync" or "StopAsync" => "IHostedService",
        _ => "IHostedLifecycleService",
    });

    private static IMethodSymbol? LoopOf(INamedTypeSymbol unit)
    {
        IMethodSymbol? loop = null;
        for (var type = unit; type is not null; type = type.BaseType)
        {
            loop ??= type.GetMembers(Loop).OfType<IMethodSymbol>().FirstOrDefault(static method => method.IsOverride);
            if (IsBackgroundService(type))
                return loop;
        }

        return null;
    }

    private static bool IsMarked(IMethodSymbol method)
    {
        for (var marked = method; marked is not null; marked = marked.OverriddenMethod)
        {
            foreach (var attribute in marked.GetAttributes())
            {
                if (AttributeReader.PhaseOf(attribute) is not null || (attribute.AttributeClass is { } type && PhaseReader.IsCustom(type)))
                    return true;
            }
        }

        return false;
    }
}

/// <summary>A method that the worker calls in place of the host.</summary>
/// <param name="Name">Its name in the contract.</param>
/// <param name="Phase">When it is called.</param>
/// <param name="Implementation">What is called.</param>
public sealed record HostedMethod(string Name, Phase Phase, IMethodSymbol Implementation);
