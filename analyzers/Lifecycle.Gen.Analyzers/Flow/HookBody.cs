using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The body, or a part of it such as an initializer, of one member. It is walked through once, and rules get the kinds of operations that they are about: a
/// walk for each rule would cost more than all the rules.
/// </summary>
internal sealed class HookBody
{
    private static readonly List<IOperation> s_none = [];

    // Most operations are arguments, conversions, literals and the like, of which no rule asks by kind.
    private static readonly int[] s_places = PlacesOf(
        OperationKind.AnonymousFunction,
        OperationKind.Await,
        OperationKind.Branch,
        OperationKind.EventAssignment,
        OperationKind.ExpressionStatement,
        OperationKind.FieldInitializer,
        OperationKind.FieldReference,
        OperationKind.Invocation,
        OperationKind.LocalFunction,
        OperationKind.LocalReference,
        OperationKind.Loop,
        OperationKind.MethodReference,
        OperationKind.ObjectCreation,
        OperationKind.ParameterReference,
        OperationKind.PropertyReference,
        OperationKind.Return,
        OperationKind.SimpleAssignment,
        OperationKind.Try,
        OperationKind.VariableDeclarator,
        OperationKind.YieldBreak,
        OperationKind.YieldReturn);

    private readonly List<IOperation>?[] _byPlace = new List<IOperation>?[s_places.Max()];
    private ControlFlowGraph? _graph;
    private bool _hasGraph;

    public HookBody(ISymbol owner, IOperation operation)
    {
        Owner = owner;
        Operation = operation;
        foreach (var inner in operation.DescendantsAndSelf())
        {
            var kind = inner.Kind;
            if ((int)kind >= s_places.Length || s_places[(int)kind] is not (> 0 and var place))
                continue;

            (_byPlace[place - 1] ??= []).Add(inner);
            if (kind is OperationKind.Invocation or OperationKind.MethodReference or OperationKind.PropertyReference)
                Uses.Add(inner);
        }
    }

    /// <summary>The member.</summary>
    public ISymbol Owner { get; }

    /// <summary>The root of its code.</summary>
    public IOperation Operation { get; }

    /// <summary>The calls, and the references to methods and properties, in the order of the source.</summary>
    public List<IOperation> Uses { get; } = [];

    /// <summary>The flow of the member itself, with local functions in it; <see langword="null"/> where there is none to be had.</summary>
    public ControlFlowGraph? Graph
    {
        get
        {
            if (!_hasGraph)
            {
                _graph = FlowGraph.OfRoot(Operation);
                _hasGraph = true;
            }

            return _graph;
        }
    }

    /// <summary>All operations of a kind, those in lambdas and local functions too, in the order of the source.</summary>
    public List<IOperation> Of(OperationKind kind) => _byPlace[PlaceOf(kind)] ?? s_none;

    /// <summary>All operations of two kinds, one kind after the other.</summary>
    public IEnumerable<IOperation> Of(OperationKind first, OperationKind second)
    {
        foreach (var operation in Of(first))
            yield return operation;
        foreach (var operation in Of(second))
            yield return operation;
    }

    /// <summary>Whether there is an operation of a kind.</summary>
    public bool Has(OperationKind kind) => _byPlace[PlaceOf(kind)] is not null;

    /// <summary>The method, accessor or local function that an operation is in; lambdas are looked through.</summary>
    public ISymbol FunctionAt(IOperation operation) => Has(OperationKind.LocalFunction) ? HookCode.FunctionAt(operation, Owner) : Owner;

    /// <summary>Whether a lambda is around an operation, so that it runs at another time, if at all.</summary>
    public bool IsInLambda(IOperation operation) => Has(OperationKind.AnonymousFunction) && OperationTree.IsInLambda(operation);

    // A kind that is not kept is a mistake in the rule that asks, and fails in every test.
    private static int PlaceOf(OperationKind kind) => s_places[(int)kind] - 1;

    // For each kind a number from one on, zero for those that are not kept.
    private static int[] PlacesOf(params OperationKind[] kinds)
    {
        var places = new int[kinds.Max(static kind => (int)kind) + 1];
        for (var i = 0; i < kinds.Length; i++)
            places[(int)kinds[i]] = i + 1;
        return places;
    }
}
