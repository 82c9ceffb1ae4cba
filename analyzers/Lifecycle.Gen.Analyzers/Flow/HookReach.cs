using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The functions that some hooks run, each with the shortest way to it.</summary>
internal sealed class HookReach
{
    private readonly Dictionary<ISymbol, Use?> _reached = new(SymbolEqualityComparer.Default);

    public HookReach(IEnumerable<ISymbol> hooks, Func<ISymbol, IEnumerable<Use>> usesOf)
    {
        var open = new Queue<ISymbol>();
        foreach (var hook in hooks)
        {
            _reached.Add(hook, null);
            open.Enqueue(hook);
        }

        // Breadth first, so that the way is the shortest.
        while (open.Count > 0)
        {
            foreach (var use in usesOf(open.Dequeue()))
            {
                if (_reached.ContainsKey(use.Used))
                    continue;

                _reached.Add(use.Used, use);
                open.Enqueue(use.Used);
            }
        }
    }

    /// <summary>Whether one of the hooks runs a function.</summary>
    public bool Contains(ISymbol function) => _reached.ContainsKey(function);

    /// <summary>The shortest way from a hook to a function, hook first, or an empty one where no hook runs it.</summary>
    public IReadOnlyList<ISymbol> WayTo(ISymbol function)
    {
        if (!_reached.ContainsKey(function))
            return [];

        var way = new List<ISymbol>();
        for (var step = function; step is not null; step = _reached[step]?.User)
            way.Insert(0, step);
        return way;
    }

    /// <summary>The uses on the way from a hook to a function.</summary>
    public IEnumerable<Use> UsesTo(ISymbol function)
    {
        for (var use = _reached[function]; use is not null; use = _reached[use.User])
            yield return use;
    }

    /// <summary>Whether the user goes on only when the function has ended: its task is awaited or returned, or it has none.</summary>
    public static bool IsWaitedFor(Use use, KnownSymbols types)
    {
        if (OperationTree.IsInLambda(use.At))
            return false;
        if (use.At is not IInvocationOperation call)
            return use.At is IPropertyReferenceOperation;
        if (!types.IsTask(call.Type))
            return true;

        var parent = call.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "Wait" }
                or IConditionalAccessOperation or IConditionalOperation or ICoalesceOperation)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" })
                return true;

            parent = parent.Parent;
        }

        return parent is IAwaitOperation or IReturnOperation;
    }
}
