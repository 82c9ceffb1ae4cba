using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A method without an attribute that overrides or hides a hook of a base class. Hiding in a class that is no unit is LCG3001.</summary>
internal sealed class LCG3008LostHook : IDeclarationRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.LostHook;

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        if (declarations.Type.BaseType is null or { SpecialType: SpecialType.System_Object })
            return;

        foreach (var method in declarations.Others)
        {
            if (method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false, PartialDefinitionPart: null })
                Check(method, declarations.Types, report);
        }
    }

    private void Check(IMethodSymbol method, KnownSymbols types, Action<Diagnostic> report)
    {
        if (method.IsOverride)
        {
            for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                // What implements a contract of the host is found through the contract, and has no attribute to lose.
                if (types.MarkOf(overridden) is null || types.PhaseOf(overridden) is not { } phase)
                    continue;

                Report(
                    "overrides a hook without its attribute",
                    $"the worker runs it as {overridden.ContainingType.Name}.{overridden.Name} [{phase}], which cannot be seen here",
                    $"Write '[{phase}]' on it");
                return;
            }
        }
        else if (KnownSymbols.IsUnitOrWorker(method.ContainingType) && HiddenBy(method, types) is var (hidden, phase))
        {
            Report(
                "hides a hook",
                $"the worker runs {hidden.ContainingType.Name}.{hidden.Name} [{phase}], and never this one",
                $"Override it, or write '[{phase}]' on this one if both shall run, or rename it");
        }

        void Report(string what, string fault, string remedy) =>
            report(Diagnostic.Create(Descriptor, method.Locations[0], MessageText.Subject(method), what, fault, remedy));
    }

    private static (IMethodSymbol Hook, HookPhase Phase)? HiddenBy(IMethodSymbol method, KnownSymbols types)
    {
        for (var type = method.ContainingType.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                // A private hook cannot be overridden; another method of the same name is an ordinary one.
                if (member is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } hook
                    && types.MarkOf(hook) is not null
                    && types.PhaseOf(hook) is { } phase
                    && HasSameParameters(hook, method))
                {
                    return (hook, phase);
                }
            }
        }

        return null;
    }

    private static bool HasSameParameters(IMethodSymbol x, IMethodSymbol y) =>
        x.Parameters.Length == y.Parameters.Length
            && x.Parameters.Zip(y.Parameters, (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same);
}
