using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A lifespan that is no async iterator, or that has a path with no <c>yield return</c> or with more than one.</summary>
internal sealed class LCG3009LifespanYield : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.LifespanYield;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var body in code.Bodies)
        {
            // Another return type is LCG3001.
            if (code.PhaseOf(body.Owner) is null
                || body.Owner is not IMethodSymbol hook
                || !IsLifespan(hook)
                || HookSignature.ReturnOf(hook) != HookReturn.Iterator
                || body.Operation.Parent is not IMethodBodyOperation root)
            {
                continue;
            }

            if (Fault(hook, body, root) is { } fault)
                report(Diagnostic.Create(Descriptor, hook.Locations[0], MessageText.Subject(hook), fault.What, fault.Remedy));
        }
    }

    private static bool IsLifespan(IMethodSymbol method) => method.GetAttributes().Any(attribute => AttributeReader.PhaseOf(attribute) == Phase.Lifespan);

    private static (string What, string Remedy)? Fault(IMethodSymbol hook, HookBody body, IMethodBodyOperation root)
    {
        // The parts of a partial method: 'async' is on the one with the body.
        var written = hook.PartialImplementationPart ?? hook;
        if (!written.IsAsync)
        {
            return (
                $"{hook.Name} hands out an iterator that it does not write itself, so that it is unknown where startup ends",
                $"Write 'async', and one 'yield return' between startup and shutdown in {hook.Name} itself");
        }

        if (IsPlain(body))
            return null;

        var yields = Yields.Through(body.Graph ?? ControlFlowGraph.Create(root));
        if ((yields & Yields.Several) != 0)
            return (
                $"a way through {hook.Name} comes to a second 'yield return', at which the stop fails",
                "Leave one 'yield return' between startup and shutdown, outside of any loop");
        if ((yields & Yields.None) != 0)
            return (
                $"a way through {hook.Name} ends without a 'yield return', so that the start fails",
                "Let every way that does not throw come to the 'yield return'");

        return null;
    }

    // One unconditional yield, and no exit before it. Nearly all lifespans have this shape, which needs no flow graph.
    private static bool IsPlain(HookBody body)
    {
        if (body.Of(OperationKind.YieldReturn) is not [var only]
            || body.Has(OperationKind.YieldBreak)
            || body.Has(OperationKind.Return)
            || body.Has(OperationKind.Branch))
        {
            return false;
        }

        var operation = only;
        for (var parent = operation.Parent; parent is not null; (operation, parent) = (parent, parent.Parent))
        {
            if (parent is IMethodBodyOperation)
                return true;

            var isStraight = parent is IBlockOperation or IUsingOperation or ILockOperation
                || (parent is ITryOperation { Catches.IsEmpty: true } attempt && attempt.Body == operation);
            if (!isStraight)
                return false;
        }

        return false;
    }

    /// <summary>How many yields a path to a block may contain, as a set of bits.</summary>
    private static class Yields
    {
        public const int None = 1;
        public const int One = 2;
        public const int Several = 4;

        /// <summary>The yields of all paths from the entry to the exit; paths that end with an exception do not reach it.</summary>
        public static int Through(ControlFlowGraph graph)
        {
            var entering = new int[graph.Blocks.Length];
            entering[0] = None;
            var open = new Queue<BasicBlock>();
            open.Enqueue(graph.Blocks[0]);
            while (open.Count > 0)
            {
                var block = open.Dequeue();
                var leaving = After(block, entering[block.Ordinal]);
                bool? jumps = block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue?.ConstantValue.Value is bool value
                    ? value == (block.ConditionKind == ControlFlowConditionKind.WhenTrue)
                    : null;
                Reach(jumps == false ? null : block.ConditionalSuccessor?.Destination, leaving);
                Reach(jumps == true ? null : block.FallThroughSuccessor?.Destination, leaving);
                foreach (var handler in HandlersBeginningAt(block, graph))
                    Reach(handler, entering[block.Ordinal]);
            }

            return entering[graph.Blocks.Length - 1];

            void Reach(BasicBlock? block, int yields)
            {
                if (block is not { IsReachable: true } || (entering[block.Ordinal] | yields) == entering[block.Ordinal])
                    return;

                entering[block.Ordinal] |= yields;
                open.Enqueue(block);
            }
        }

        private static int After(BasicBlock block, int yields)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is IReturnOperation { Kind: OperationKind.YieldReturn })
                    yields = ((yields & None) != 0 ? One : 0) | ((yields & (One | Several)) != 0 ? Several : 0);
            }

            return yields;
        }

        /// <summary>
        /// The handlers of the try blocks that begin here: the graph has no edges to them. The state at the entry of a try block holds in its handlers,
        /// because C# allows no yield in a try block with handlers.
        /// </summary>
        private static IEnumerable<BasicBlock> HandlersBeginningAt(BasicBlock block, ControlFlowGraph graph)
        {
            for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
            {
                if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } whole })
                    continue;

                foreach (var handler in whole.NestedRegions)
                {
                    if (handler.Kind != ControlFlowRegionKind.Try)
                        yield return graph.Blocks[handler.FirstBlockOrdinal];
                }
            }
        }
    }
}
