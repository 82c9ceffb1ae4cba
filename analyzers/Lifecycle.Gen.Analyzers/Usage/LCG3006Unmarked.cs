using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A method of a unit that has the name and the signature of a hook, but no attribute. Methods that are accessible to other code are reported only if
/// the name has no other common meaning and the unit has no hook of that phase.
/// </summary>
internal sealed class LCG3006Unmarked : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.UnmarkedHook;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (!KnownSymbols.IsUnitOrWorker(code.Type))
            return;

        foreach (var member in code.Type.GetMembers())
        {
            if (member is not IMethodSymbol method || PhaseFor(method, code.Type, code.Types) is not { } phase || code.IsUsed(method))
                continue;

            report(Diagnostic.Create(
                Descriptor,
                method.Locations[0],
                MessageText.Subject(method),
                $"{method.Name} looks like [{phase}], but the worker does not call it",
                $"Write '[{phase}]' on it, or rename it"));
        }
    }

    /// <summary>The phase that the name of a method suggests, or <see langword="null"/>.</summary>
    public static Phase? PhaseFor(IMethodSymbol method, INamedTypeSymbol unit, KnownSymbols types)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false, IsOverride: false, IsAbstract: false, IsGenericMethod: false }
            || method.IsImplicitlyDeclared
            || method.PartialDefinitionPart is not null
            || HookNames.PhaseOf(method.Name) is not var (phase, isClear)
            || method.Locations is not [{ IsInSource: true }, ..]
            || types.PhaseOf(method) is not null
            || Core.Extraction.HookSignature.Check(method, Phase.OnStartup, SubjectKey.OfType("")) is not null
            || Core.Extraction.HookParameters.Of(method).Any()
            || IsInterfaceMember(method))
        {
            return null;
        }

        var hasOne = unit.GetMembers().Any(member => types.PhaseOf(member)?.Phase == phase);
        return method.DeclaredAccessibility == Accessibility.Private || (isClear && !hasOne) ? phase : null;
    }

    // It is called through the interface.
    private static bool IsInterfaceMember(IMethodSymbol method) => method.ContainingType.AllInterfaces.Any(contract => contract.GetMembers(method.Name).Any(
        member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));
}
