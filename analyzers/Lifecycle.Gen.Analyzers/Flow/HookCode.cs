using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The code of one class that its hooks run: the hooks themselves and every method, accessor and local function of the class that one of
/// them uses, directly or through others. A lambda belongs to the function in which it is written.
/// </summary>
internal sealed class HookCode
{
    private readonly Dictionary<ISymbol, List<Use>> _uses = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> _hooks = [];
    private readonly List<HookBody> _bodies = [];
    private readonly INamedTypeSymbol _type;
    private readonly KnownTypes _types;
    private HookReach? _reached;

    public HookCode(INamedTypeSymbol type, KnownTypes types)
    {
        _type = type;
        _types = types;
    }

    public KnownTypes Types => _types;

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type => _type;

    /// <summary>All bodies, in the order of the source.</summary>
    public IEnumerable<HookBody> Bodies => _bodies.OrderBy(body => body.Operation.Syntax.GetLocation(), SourceOrder.Instance);

    /// <summary>The class may have hooks at all.</summary>
    public static bool HasHooks(INamedTypeSymbol type, KnownTypes types) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(method => types.PhaseOf(method) is not null);

    /// <summary>Adds the body of one member.</summary>
    public void Add(ISymbol owner, IOperation body)
    {
        owner = Canonical(owner);
        _bodies.Add(new HookBody(owner, body));
        if (owner is IMethodSymbol method && _types.PhaseOf(method) is not null && !_hooks.Contains(method, SymbolEqualityComparer.Default))
            _hooks.Add(method);
        foreach (var operation in body.DescendantsAndSelf())
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
            used = used is null ? null : (IMethodSymbol)Canonical(used.OriginalDefinition);
            if (used is null || (used.MethodKind != MethodKind.LocalFunction && !SymbolEqualityComparer.Default.Equals(used.ContainingType, _type.OriginalDefinition)))
                return;
            var user = FunctionAt(at, owner);
            if (!_uses.TryGetValue(user, out var all))
                _uses.Add(user, all = []);
            all.Add(new Use(user, used, at));
        }
    }

    /// <summary>The method, accessor or local function that an operation is in; lambdas are looked through.</summary>
    public static ISymbol FunctionAt(IOperation operation, ISymbol owner)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return owner;
    }

    /// <summary>
    /// The shortest way from a hook to a function that it runs, hook first, or an empty one where no hook runs it.
    /// All bodies must have been added.
    /// </summary>
    public IReadOnlyList<ISymbol> WayTo(ISymbol function) => (_reached ??= ReachFrom(_ => true, _ => true)).WayTo(function);

    /// <summary>What the hooks of some phases run, over some of the uses. All bodies must have been added.</summary>
    public HookReach ReachFrom(Func<string, bool> phase, Func<Use, bool> follow) => new(
        // Hooks by their place in the source, so that the way is always the same.
        _hooks.Where(hook => phase(_types.PhaseNameOf(hook)!)).OrderBy(hook => hook.Locations.FirstOrDefault(), SourceOrder.Instance),
        user => _uses.TryGetValue(user, out var all) ? all.Where(follow) : []);

    /// <summary>What some members run that are no hooks, constructors for example. All bodies must have been added.</summary>
    public HookReach ReachFromMembers(Func<ISymbol, bool> isRoot) => new(
        _bodies.Select(body => body.Owner).Where(isRoot).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().OrderBy(member => member.Locations.FirstOrDefault(), SourceOrder.Instance),
        user => _uses.TryGetValue(user, out var all) ? all : []);

    /// <summary>Whether code of the class calls or names one of its methods. All bodies must have been added.</summary>
    public bool IsUsed(IMethodSymbol method) => _uses.Values.Any(all => all.Exists(use => SymbolEqualityComparer.Default.Equals(use.Used, Canonical(method))));

    /// <summary>Whether code of the class makes a delegate of one of its functions. All bodies must have been added.</summary>
    public bool IsReferenced(IMethodSymbol method) => _uses.Values.Any(all => all.Exists(use => use.At is IMethodReferenceOperation && SymbolEqualityComparer.Default.Equals(use.Used, Canonical(method))));

    /// <summary>The body of a method of the class, or <see langword="null"/>.</summary>
    public HookBody? BodyOf(IMethodSymbol method)
    {
        var searched = Canonical(method.OriginalDefinition);
        return _bodies.Find(body => (body.Operation is IBlockOperation or IMethodBodyOperation) && SymbolEqualityComparer.Default.Equals(body.Owner, searched));
    }

    // A partial method is one function, whichever of its two parts is at hand.
    public static ISymbol Canonical(ISymbol symbol) => symbol is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition : symbol;
}

/// <summary>The body, or a part of it such as an initializer, of one member.</summary>
internal sealed record HookBody(ISymbol Owner, IOperation Operation);

/// <summary>A function of the class that uses another one.</summary>
/// <param name="User">Who uses it.</param>
/// <param name="Used">What is used.</param>
/// <param name="At">The call, or the reference to a method or property.</param>
internal sealed record Use(ISymbol User, ISymbol Used, IOperation At);
