using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>A <c>[DependsOn&lt;T&gt;]</c> or <c>[StartsBefore&lt;T&gt;]</c>.</summary>
/// <param name="IsBefore">Whether it is <c>[StartsBefore&lt;T&gt;]</c>.</param>
/// <param name="Target">The type named.</param>
/// <param name="Subject">Where it stands.</param>
public sealed record OrderingModel(bool IsBefore, TypeRef Target, SubjectKey Subject)
{
    /// <summary>The keys of further types that convert to <see cref="Target"/>, as its variance allows it; ordinal order.</summary>
    public EquatableArray<string> Accepted { get; init; } = [];

    /// <summary>The attribute as messages write it.</summary>
    public string Label => $"[{(IsBefore ? "StartsBefore" : "DependsOn")}<{Target.Brief}>]";
}
