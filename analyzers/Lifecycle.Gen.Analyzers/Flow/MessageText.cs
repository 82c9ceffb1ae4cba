using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow;

/// <summary>How messages name code.</summary>
internal static class MessageText
{
    private const int LongestCode = 60;

    /// <summary><c>Database.OpenAsync</c>.</summary>
    public static string Subject(ISymbol function)
    {
        var member = function is IMethodSymbol { AssociatedSymbol: { } property } ? property : function;
        return $"{member.ContainingType.Name}.{member.Name}";
    }

    /// <summary>
    /// <c>OpenAsync [OnStartup] -> Prepare -> ConnectAsync</c>; a function of another class than the last one has its class before it. A disposal that the
    /// worker runs has no phase.
    /// </summary>
    public static string Chain(IReadOnlyList<ISymbol> way, string last, KnownSymbols types)
    {
        var here = way[way.Count - 1].ContainingType;
        var phase = types.PhaseOf(way[0]);
        var steps = way.Skip(1).Select(Name).Prepend(phase is null ? Name(way[0]) : $"{Name(way[0])} [{phase}]").Append(last);
        return string.Join(" -> ", steps);

        string Name(ISymbol step) => SymbolEqualityComparer.Default.Equals(step.ContainingType, here) ? step.Name : $"{step.ContainingType.Name}.{step.Name}";
    }

    /// <summary>The code as written where it fits into a line, else its beginning.</summary>
    public static string Code(SyntaxNode node)
    {
        var text = node.ToString();
        if (text.Length <= LongestCode && text.IndexOf('\n') < 0)
            return text;

        return node is InvocationExpressionSyntax { Expression: var called } && called.ToString() is { Length: <= LongestCode } name && name.IndexOf('\n') < 0
            ? name + "(…)"
            : "…";
    }
}
