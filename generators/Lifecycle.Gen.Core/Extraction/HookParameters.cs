using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// What hooks take beside the context and the token: units, and values of <c>[Provides]</c>. To graph and plan these are dependencies of the unit behind
/// the parameters of its constructor.
/// </summary>
public static class HookParameters
{
    /// <summary>The parameters of a hook in front of the context and the token.</summary>
    public static IEnumerable<IParameterSymbol> Of(IMethodSymbol method)
    {
        var count = method.Parameters.Length;
        if (count > 0 && HookSignature.IsToken(method.Parameters[count - 1]))
            count--;
        if (count > 0 && HookSignature.IsContext(method.Parameters[count - 1]))
            count--;
        return count == 0 ? [] : method.Parameters.Take(count);
    }

    /// <summary>What is wrong with the parameters of a hook, and what to write; <see langword="null"/> when nothing is.</summary>
    internal static (string Fault, string Remedy)? FaultOf(IMethodSymbol method, Phase phase)
    {
        foreach (var parameter in Of(method))
        {
            var type = UnresolvedTypes.WithoutNullable(parameter.Type, out _);
            if (type.TypeKind == TypeKind.Error)
                continue;

            if (LateAccessReader.ContentOf(type) is { } content && parameter.RefKind == RefKind.None)
            {
                return (
                    $"it takes {Text(parameter)}, and what a hook takes is up when the hook is called",
                    $"Take {content.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} itself");
            }

            if (parameter.RefKind != RefKind.None || parameter.IsParams || !ConstructorReader.CanBeOneUnit(type))
            {
                var list = string.Join(", ", method.Parameters.Select(Text));
                return ($"it takes ({list})", "Take nothing, an IWorkerContext, a CancellationToken, or both with the token last");
            }

            if (RuntimeTypes.MarkOf(method.ContainingType) == ClassMark.Worker)
                return ($"it takes {Text(parameter)}, which the hook of a worker cannot", "Use the property that the worker has for the unit");
            if (phase is Phase.OnInit or Phase.PreStartup or Phase.PostShutdown or Phase.OnExit)
                return ($"it takes {Text(parameter)}, and no unit is up in [{phase}]", "Take it in [OnStartup] or a later hook, up to [OnShutdown]");
        }

        return null;
    }

    /// <summary>The same for a hook of a custom phase.</summary>
    internal static Finding? FaultOf(IMethodSymbol method, CustomPhaseModel phase, SubjectKey subject)
    {
        if (phase.Anchor is not { } anchor || Of(method).FirstOrDefault() is not { } parameter || anchor.Phase == Phase.Custom)
            return null;

        var isUp = anchor.Phase switch
        {
            Phase.OnInit or Phase.PreStartup or Phase.PostShutdown or Phase.OnExit => false,
            Phase.OnStartup => anchor.IsAfter,
            Phase.OnShutdown => !anchor.IsAfter,
            _ => true,
        };
        return isUp
            ? null
            : HookSignature.Describe(
                method,
                subject,
                $"it takes {Text(parameter)}, and no unit is up in [{phase.Name}]",
                "Take it in [OnStartup] or a later hook, up to [OnShutdown]");
    }

    /// <summary>What one parameter of a hook requires.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="key">The key of the unit.</param>
    internal static DependencyModel Read(IParameterSymbol parameter, INamedTypeSymbol unit, string key) =>
        ConstructorReader.ReadParameter(parameter, unit, key, []) with { Hook = parameter.ContainingSymbol.Name };

    private static string Text(IParameterSymbol parameter) =>
        $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}";
}
