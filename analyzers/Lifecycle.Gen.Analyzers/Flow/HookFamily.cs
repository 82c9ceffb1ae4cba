using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// Which classes of one compilation have code that hooks run, and how base classes and units take part in it: a hook calls a method of a base class, and a
/// method of a base class calls one that the unit overrides. Asked only for classes that something suspicious stands in.
/// </summary>
internal sealed class HookFamily(Compilation compilation, KnownSymbols types)
{
    // A base class of many is used by them all alike; more of them would only cost time.
    private const int MostDerived = 16;

    private readonly object _derivedGate = new();
    private readonly object _usesGate = new();
    private readonly Dictionary<INamedTypeSymbol, HookUses> _uses = new(SymbolEqualityComparer.Default);
    private Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>? _derived;

    /// <summary>Whether code of a class may be run by hooks: its own, or those of a class that derives from it.</summary>
    public bool MayRunIn(INamedTypeSymbol type) =>
        KnownSymbols.IsUnitOrWorker(type) || HookCode.HasHooks(type, types)
            || (type is { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false } && DerivedFrom(type).Count > 0);

    /// <summary>The hooks and uses of the classes that a class derives from, and of those with hooks that derive from it.</summary>
    public IReadOnlyList<HookUses> RelativesOf(INamedTypeSymbol type)
    {
        var relatives = HookUses.WrittenBases(type).ToList();
        if (!type.IsSealed)
            relatives.AddRange(DerivedFrom(type).Take(MostDerived)
                .SelectMany(derived => HookUses.WrittenBases(derived).TakeWhile(between => !SymbolEqualityComparer.Default.Equals(between, type))
                    .Prepend(derived)));
        lock (_usesGate)
            return [.. relatives.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Select(UsesIn)];
    }

    private HookUses UsesIn(INamedTypeSymbol type)
    {
        if (_uses.TryGetValue(type, out var uses))
            return uses;

        _uses.Add(type, uses = new HookUses(type, types));
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            foreach (var reference in HookCode.PartsOf(method))
            {
                var declaration = reference.GetSyntax();
#pragma warning disable RS1030 // The bodies of another class are at hand in no callback of this one, and are bound once for all rules.
                if (compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration) is { } body)
#pragma warning restore RS1030
                    uses.Add(new HookBody(HookCode.Canonical(method), body));
            }
        }

        return uses;
    }

    private List<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type)
    {
        lock (_derivedGate)
        {
            if (_derived is null)
            {
                var derived = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
                Visit(compilation.Assembly.GlobalNamespace, derived);
                foreach (var classes in derived.Values)
                    classes.Sort((x, y) => SourceOrder.Instance.Compare(x.Locations[0], y.Locations[0]));
                _derived = derived;
            }

            return _derived.TryGetValue(type, out var all) ? all : [];
        }
    }

    private void Visit(INamespaceOrTypeSymbol container, Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> derived)
    {
        foreach (var member in TypeWalk.ContentOf(container))
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.None } type)
            {
                var bases = HookUses.WrittenBases(type).ToList();
                if (bases.Count > 0 && (KnownSymbols.IsUnitOrWorker(type) || HookCode.HasHooks(type, types)))
                {
                    foreach (var parent in bases)
                    {
                        if (!derived.TryGetValue(parent, out var all))
                            derived.Add(parent, all = []);
                        all.Add(type);
                    }
                }
            }

            Visit(member, derived);
        }
    }
}
