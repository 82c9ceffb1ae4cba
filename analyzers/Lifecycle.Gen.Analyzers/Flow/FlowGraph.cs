using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>Questions to the control flow of one function.</summary>
internal static class FlowGraph
{
    /// <summary>The control flow of a function in a body of the class, or <see langword="null"/> where there is none to be had.</summary>
    public static ControlFlowGraph? Of(HookBody body, ISymbol function) =>
        body.Graph is not { } graph || SymbolEqualityComparer.Default.Equals(function, body.Owner) ? body.Graph : Local(graph, function);

    /// <summary>The control flow of the member that a piece of code stands in; <see cref="HookBody.Graph"/> keeps it.</summary>
    public static ControlFlowGraph? OfRoot(IOperation operation) => OperationTree.Whole(operation) switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
        IBlockOperation block => ControlFlowGraph.Create(block),
        IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer),
        IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer),
        _ => null,
    };

    /// <summary>All that a block does, its condition or result last.</summary>
    public static IEnumerable<IOperation> Code(BasicBlock block) =>
        block.BranchValue is { } last ? block.Operations.Append(last).SelectMany(operation => operation.DescendantsAndSelf())
            : block.Operations.SelectMany(operation => operation.DescendantsAndSelf());

    /// <summary>The first block with code of a piece of source.</summary>
    public static BasicBlock? BlockOf(ControlFlowGraph graph, SyntaxNode syntax) =>
        graph.Blocks.FirstOrDefault(block =>
            Code(block).Any(operation => operation.Syntax.SyntaxTree == syntax.SyntaxTree && syntax.Span.Contains(operation.Syntax.Span)));

    /// <summary>The blocks that can be reached from one.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="condition">What is known about a condition; <see langword="null"/> for nothing.</param>
    /// <param name="enter">Whether a block may be gone through; what lies behind one that may not is not reached through it.</param>
    /// <param name="handles">Whether an exception may lead to a handler of a type.</param>
    public static HashSet<BasicBlock> Reach(ControlFlowGraph graph, BasicBlock from, Func<IOperation, bool?> condition, Func<BasicBlock, bool> enter,
        Func<ITypeSymbol?, bool> handles)
    {
        var reached = new HashSet<BasicBlock>();
        var open = new Stack<BasicBlock>();
        Add(from);
        while (open.Count > 0)
        {
            var block = open.Pop();
            if (!enter(block))
                continue;

            for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } around })
                    continue;

                foreach (var handler in around.NestedRegions)
                {
                    if (handler != region && handles(handler.ExceptionType))
                        Add(graph.Blocks[handler.FirstBlockOrdinal]);
                }
            }

            var known = block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } value } ? condition(value) : null;
            var jumps = known is null ? (bool?)null : known == (block.ConditionKind == ControlFlowConditionKind.WhenTrue);
            if (jumps is not false && block.ConditionalSuccessor?.Destination is { } conditional)
                Add(conditional);
            if ((jumps is not true || block.ConditionKind == ControlFlowConditionKind.None) && block.FallThroughSuccessor?.Destination is { } next)
                Add(next);
        }

        return reached;

        void Add(BasicBlock block)
        {
            if (reached.Add(block))
                open.Push(block);
        }
    }

    /// <summary>Whether a block ends by throwing.</summary>
    public static bool Throws(BasicBlock block) =>
        block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow;

    /// <summary>The regions of all <c>try</c> statements with a <c>catch</c>, as they are written.</summary>
    public static IEnumerable<ControlFlowRegion> TryAndCatches(ControlFlowRegion region) =>
        region.NestedRegions.SelectMany(TryAndCatches).Concat(region.Kind == ControlFlowRegionKind.TryAndCatch ? [region] : [])
            .OrderBy(one => one.FirstBlockOrdinal).ThenByDescending(one => one.LastBlockOrdinal);

    private static ControlFlowGraph? Local(ControlFlowGraph graph, ISymbol function)
    {
        foreach (var local in graph.LocalFunctions)
        {
            var inner = graph.GetLocalFunctionControlFlowGraph(local);
            if (SymbolEqualityComparer.Default.Equals(local, function))
                return inner;
            if (Local(inner, function) is { } deeper)
                return deeper;
        }

        return null;
    }
}
