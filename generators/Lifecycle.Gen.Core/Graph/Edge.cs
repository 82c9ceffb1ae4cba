using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Graph;

/// <summary>One unit waits for another.</summary>
/// <param name="From">The key of the unit that waits.</param>
/// <param name="To">The key of the unit that it waits for.</param>
/// <param name="Label">What creates the edge, as messages write it: <c>Cache cache</c>.</param>
/// <param name="Subject">Where that is.</param>
public sealed record Edge(string From, string To, string Label, SubjectKey Subject)
{
    /// <summary>Whether it must be up for the first one, and not only come before it where both are there.</summary>
    public bool IsNeed { get; init; }
}
