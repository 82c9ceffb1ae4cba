using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The code of one class that hooks run: the hooks themselves and every method, accessor and local function of the class that one of
/// them uses, directly or through others, also those of base classes and of classes that derive from it. A lambda belongs to the function in which it is
/// written.
/// </summary>
internal sealed class HookCode
{
    private readonly List<HookBody> _bodies = [];
    private readonly INamedTypeSymbol _type;
    private readonly KnownSymbols _types;
    private readonly HookUses _uses;
    private readonly HookFamily? _family;
    private IReadOnlyList<HookUses>? _all;
    private HookBody[]? _sorted;
    private KeyValuePair<ISymbol, HookPhase>[]? _hooks;
    private HookReach? _reached;
    private IReadOnlyList<DependencyUse>? _dependencies;
    private IReadOnlyList<LateEnd>? _lateEnds;
    private ISet<ISymbol>? _fieldsToEndInDrain;
    private string? _addedBlockingCalls;

    /// <param name="type">The class.</param>
    /// <param name="types">The known types.</param>
    /// <param name="family">
    /// Knows the classes that it derives from and those that derive from it, whose hooks may run its code too; without it they do not count.
    /// </param>
    /// <param name="options">The options of the file in which the class begins.</param>
    public HookCode(INamedTypeSymbol type, KnownSymbols types, HookFamily? family = null, AnalyzerConfigOptions? options = null)
    {
        Options = options;
        _type = type;
        _types = types;
        _family = family;
        _uses = new HookUses(type, types);
    }

    public KnownSymbols Types => _types;

    /// <summary>What .editorconfig sets for the class, where that is at hand.</summary>
    public AnalyzerConfigOptions? Options { get; }

    /// <summary>The blocking calls that .editorconfig adds, read once, as it is asked for each call of the class.</summary>
    public string AddedBlockingCalls => _addedBlockingCalls ??= Options is not null && Options.TryGetValue(BlockingCalls.Option, out var names) ? names : "";

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type => _type;

    /// <summary>All bodies, in the order of the source. They must all have been added.</summary>
    public HookBody[] Bodies => _sorted ??= [.. _bodies.OrderBy(static body => body.Operation.Syntax, SourceOrder.Instance)];

    /// <summary>What the class uses of the units that it depends on. All bodies must have been added.</summary>
    public IReadOnlyList<DependencyUse> Dependencies => _dependencies ??= DependencyUse.In(this);

    /// <summary>The loops of background hooks that only the shutdown can end. All bodies must have been added.</summary>
    public IReadOnlyList<LateEnd> LateEnds => _lateEnds ??= [.. LateEnd.In(this)];

    /// <summary>The fields that a background hook waits for without a look at a token. All bodies must have been added.</summary>
    public ISet<ISymbol> FieldsToEndInDrain => _fieldsToEndInDrain ??= new HashSet<ISymbol>(LateEnd.FieldsToEndInDrain(this), SymbolEqualityComparer.Default);

    /// <summary>Whether code of a drain ends what waits for a field. All bodies must have been added.</summary>
    public bool IsEndedInDrain(IFieldSymbol field)
    {
        var drain = RunFrom(static phase => phase == Phase.OnDrain);
        return FieldEnds.Of(field, null, this).Ends.Any(end => drain.Contains(end.Function));
    }

    /// <summary>The class may have hooks at all.</summary>
    public static bool HasHooks(INamedTypeSymbol type, KnownSymbols types)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && types.PhaseOf(method) is not null)
                return true;
        }

        return false;
    }

    /// <summary>The phase of a member of the class, or <see langword="null"/> where it is no hook.</summary>
    public HookPhase? PhaseOf(ISymbol member) => _uses.Hooks.TryGetValue(member, out var phase) ? phase : null;

    /// <summary>Adds the body of one member.</summary>
    public void Add(ISymbol owner, IOperation body)
    {
        var added = new HookBody(Canonical(owner), body);
        _bodies.Add(added);
        _uses.Add(added);
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
    public IReadOnlyList<ISymbol> WayTo(ISymbol function) => (_reached ??= ReachFrom(_ => true)).WayTo(function);

    /// <summary>What the hooks of some phases run, over some of the uses or all of them. All bodies must have been added.</summary>
    public HookReach ReachFrom(Func<Phase, bool> phase, Func<Use, bool>? follow = null) =>
        new(Hooks.Where(hook => phase(hook.Value.Phase)).Select(static hook => hook.Key), follow is null ? UsesOf : user => UsesOf(user).Where(follow));

    /// <summary>
    /// What the hooks of some phases run themselves: a lambda or a method that is handed on as a delegate runs elsewhere or later. All bodies must have
    /// been added.
    /// </summary>
    public HookReach RunFrom(Func<Phase, bool> phase) => ReachFrom(phase, InPlace.Runs);

    /// <summary>The hooks of the class and its relatives that answer to a question about them and their phase, in the order of the source.</summary>
    public IEnumerable<ISymbol> HooksWhere(Func<IMethodSymbol, Phase, bool> predicate) =>
        Hooks.Where(hook => hook.Key is IMethodSymbol method && predicate(method, hook.Value.Phase)).Select(static hook => hook.Key);

    /// <summary>The functions that a function runs itself.</summary>
    public IEnumerable<Use> UsesInPlace(ISymbol user) => UsesOf(user).Where(InPlace.Runs);

    /// <summary>What some members run that are no hooks, constructors for example. All bodies must have been added.</summary>
    public HookReach ReachFromMembers(Func<ISymbol, bool> isRoot, Func<Use, bool> follow)
    {
        var roots = _bodies.Select(body => body.Owner).Where(isRoot).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>();
        return new HookReach(roots.OrderBy(member => member.Locations.FirstOrDefault(), SourceOrder.Instance), user => _uses.Of(user).Where(follow));
    }

    /// <summary>Whether code of the class calls or names one of its methods. All bodies must have been added.</summary>
    public bool IsUsed(IMethodSymbol method) => All.Any(uses => uses.All.Any(use => SymbolEqualityComparer.Default.Equals(use.Used, Canonical(method))));

    /// <summary>Whether code of the class makes a delegate of one of its functions. All bodies must have been added.</summary>
    public bool IsReferenced(IMethodSymbol method) =>
        All.Any(uses => uses.All.Any(use => use.At is IMethodReferenceOperation && SymbolEqualityComparer.Default.Equals(use.Used, Canonical(method))));

    /// <summary>The body of a method of the class, or <see langword="null"/>.</summary>
    public HookBody? BodyOf(IMethodSymbol method)
    {
        var searched = Canonical(method.OriginalDefinition);
        return _bodies.Find(body => (body.Operation is IBlockOperation or IMethodBodyOperation) && SymbolEqualityComparer.Default.Equals(body.Owner, searched));
    }

    /// <summary>The code of a method or local function of the class, or <see langword="null"/>.</summary>
    public IOperation? FunctionOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.LocalFunction)
            return BodyOf(method)?.Operation;

        return _bodies.SelectMany(body => body.Of(OperationKind.LocalFunction)).FirstOrDefault(local =>
            local is ILocalFunctionOperation { Symbol: var symbol } && SymbolEqualityComparer.Default.Equals(symbol, method.OriginalDefinition));
    }

    // By their place in the source, so that the way to a function is always the same.
    private KeyValuePair<ISymbol, HookPhase>[] Hooks =>
        _hooks ??= [.. All.SelectMany(uses => uses.Hooks).OrderBy(hook => hook.Key.Locations.FirstOrDefault(), SourceOrder.Instance)];

    private IReadOnlyList<HookUses> All => _all ??= _family is null ? [_uses] : [_uses, .. _family.RelativesOf(_type)];

    // Without relatives nothing is overridden.
    private IEnumerable<Use> UsesOf(ISymbol user) => All.Count == 1 ? _uses.Of(user) : UsesInFamily(user);

    // A call of a virtual method may run any of the methods that override it; `base.…` does not.
    private IEnumerable<Use> UsesInFamily(ISymbol user)
    {
        foreach (var use in All.SelectMany(uses => uses.Of(user)))
        {
            yield return use;
            if (use.At is IInvocationOperation { IsVirtual: false })
                continue;

            foreach (var replacing in All.SelectMany(uses => uses.OverridesOf(use.Used)))
                yield return use with { Used = replacing };
        }
    }

    /// <summary>Where a member is written, both parts of a partial method.</summary>
    public static IEnumerable<SyntaxReference> PartsOf(ISymbol member) =>
        member.DeclaringSyntaxReferences.Concat((member as IMethodSymbol)?.PartialImplementationPart?.DeclaringSyntaxReferences ?? []);

    // A partial method is one function, whichever of its two parts is at hand.
    public static ISymbol Canonical(ISymbol symbol) => symbol is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition : symbol;
}
