using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The hooks of a class, and which of its functions uses which: functions of its own, or of a base class that is written in the same project.
/// </summary>
internal sealed class HookUses(INamedTypeSymbol type, KnownSymbols types)
{
    private readonly Dictionary<ISymbol, List<Use>> _uses = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _overrides = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HookPhase> _hooks = new(SymbolEqualityComparer.Default);
    private INamedTypeSymbol[]? _bases;

    /// <summary>The hooks that the class declares, with their phases.</summary>
    public IReadOnlyDictionary<ISymbol, HookPhase> Hooks => _hooks;

    /// <summary>All uses, in no particular order.</summary>
    public IEnumerable<Use> All => _uses.Values.SelectMany(uses => uses);

    /// <summary>The base classes of a class that are written in the same project, the nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> WrittenBases(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: false }
            && SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, type.ContainingAssembly); parent = parent.BaseType)
            yield return parent.OriginalDefinition;
    }

    /// <summary>The functions that a function uses.</summary>
    public IEnumerable<Use> Of(ISymbol user) => _uses.TryGetValue(user, out var all) ? all : [];

    /// <summary>The methods of the class that override one of a base class.</summary>
    public IEnumerable<ISymbol> OverridesOf(ISymbol method) => _overrides.TryGetValue(method, out var all) ? all : [];

    /// <summary>Adds the body of one member.</summary>
    public void Add(HookBody body)
    {
        if (body.Owner is IMethodSymbol method)
        {
            if (!_hooks.ContainsKey(method) && types.PhaseOf(method) is { } phase)
                _hooks.Add(method, phase);
            for (var overridden = method.OverriddenMethod; overridden is { DeclaringSyntaxReferences.IsEmpty: false }; overridden = overridden.OverriddenMethod)
                ListAt(_overrides, HookCode.Canonical(overridden.OriginalDefinition)).Add(method);
        }

        foreach (var operation in body.Uses)
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    Use(operation, call.TargetMethod);
                    break;
                case IMethodReferenceOperation reference:
                    Use(operation, reference.Method);
                    break;
                case IPropertyReferenceOperation { Property: var property }:
                    Use(operation, property.GetMethod);
                    Use(operation, property.SetMethod);
                    break;
            }
        }

        void Use(IOperation at, IMethodSymbol? used)
        {
            if (used is null || (used.MethodKind != MethodKind.LocalFunction && !IsOfFamily(used.ContainingType?.OriginalDefinition)))
                return;

            used = (IMethodSymbol)HookCode.Canonical(used.OriginalDefinition);
            var user = body.FunctionAt(at);
            ListAt(_uses, user).Add(new Use(user, used, at));
        }
    }

    private bool IsOfFamily(INamedTypeSymbol? other) =>
        SymbolEqualityComparer.Default.Equals(other, type.OriginalDefinition)
            || (_bases ??= [.. WrittenBases(type)]).Contains(other, SymbolEqualityComparer.Default);

    private static List<T> ListAt<T>(Dictionary<ISymbol, List<T>> lists, ISymbol key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }
}

/// <summary>A function of the class that uses another one.</summary>
/// <param name="User">Who uses it.</param>
/// <param name="Used">What is used.</param>
/// <param name="At">The call, or the reference to a method or property.</param>
internal sealed record Use(ISymbol User, ISymbol Used, IOperation At);
