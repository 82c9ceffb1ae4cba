using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// The body, or a part of it such as an initializer, of one member. It is walked through once, and rules get the kinds of operations that they are about: a walk
/// for each rule would cost more than all the rules.
/// </summary>
internal sealed class HookBody
{
    private static readonly List<IOperation> s_none = [];
    private readonly Dictionary<OperationKind, List<IOperation>> _byKind = [];
    private ControlFlowGraph? _graph;
    private bool _hasGraph;

    public HookBody(ISymbol owner, IOperation operation)
    {
        Owner = owner;
        Operation = operation;
        foreach (var inner in operation.DescendantsAndSelf())
        {
            var kind = inner.Kind;
            if (!_byKind.TryGetValue(kind, out var all))
                _byKind.Add(kind, all = []);
            all.Add(inner);
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
    public List<IOperation> Of(OperationKind kind) => _byKind.TryGetValue(kind, out var all) ? all : s_none;

    /// <summary>All operations of two kinds, one kind after the other.</summary>
    public IEnumerable<IOperation> Of(OperationKind first, OperationKind second)
    {
        foreach (var operation in Of(first))
            yield return operation;
        foreach (var operation in Of(second))
            yield return operation;
    }

    /// <summary>Whether there is an operation of a kind.</summary>
    public bool Has(OperationKind kind) => _byKind.ContainsKey(kind);

    /// <summary>The method, accessor or local function that an operation is in; lambdas are looked through.</summary>
    public ISymbol FunctionAt(IOperation operation) => Has(OperationKind.LocalFunction) ? HookCode.FunctionAt(operation, Owner) : Owner;

    /// <summary>Whether a lambda is around an operation, so that it runs at another time, if at all.</summary>
    public bool IsInLambda(IOperation operation) => Has(OperationKind.AnonymousFunction) && Places.IsInLambda(operation);
}
