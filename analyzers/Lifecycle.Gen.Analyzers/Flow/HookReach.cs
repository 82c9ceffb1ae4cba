using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>The functions that some hooks run, each with the shortest way to it.</summary>
internal sealed class HookReach
{
    // Most classes have no hook of most phases: then nothing is made for them.
    private readonly Dictionary<ISymbol, Use?>? _reached;

    public HookReach(IEnumerable<ISymbol> hooks, Func<ISymbol, IEnumerable<Use>> usesOf)
    {
        List<ISymbol>? open = null;
        foreach (var hook in hooks)
        {
            (_reached ??= new(SymbolEqualityComparer.Default)).Add(hook, null);
            (open ??= []).Add(hook);
        }

        // Breadth first, so that the way is the shortest.
        for (var next = 0; open is not null && next < open.Count; next++)
        {
            foreach (var use in usesOf(open[next]))
            {
                if (_reached!.ContainsKey(use.Used))
                    continue;

                _reached.Add(use.Used, use);
                open.Add(use.Used);
            }
        }
    }

    /// <summary>Whether one of the hooks runs a function.</summary>
    public bool Contains(ISymbol function) => _reached?.ContainsKey(function) ?? false;

    /// <summary>The shortest way from a hook to a function, hook first, or an empty one where no hook runs it.</summary>
    public IReadOnlyList<ISymbol> WayTo(ISymbol function)
    {
        if (_reached is null || !_reached.ContainsKey(function))
            return [];

        var way = new List<ISymbol>();
        for (var step = function; step is not null; step = _reached[step]?.User)
            way.Insert(0, step);
        return way;
    }

    /// <summary>The uses on the way from a hook to a function.</summary>
    public IEnumerable<Use> UsesTo(ISymbol function)
    {
        for (var use = _reached![function]; use is not null; use = _reached[use.User])
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
