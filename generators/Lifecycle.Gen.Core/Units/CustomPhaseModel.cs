using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>A phase that users declare: an attribute class that derives from <c>PhaseAttribute</c>.</summary>
/// <param name="Key">Its name in metadata: what makes two mentions the same phase.</param>
/// <param name="Name">Its simple name without <c>Attribute</c>, not escaped.</param>
/// <param name="Order">How it goes over the units.</param>
/// <param name="Anchor">What it comes before or after; <see langword="null"/> for one that runs on request, and where it is wrong.</param>
/// <param name="Subject">The declaration; for a phase of another assembly the class that uses it.</param>
/// <param name="Findings">What is wrong with the declaration.</param>
public sealed record CustomPhaseModel(string Key, string Name, UnitOrder Order, PhaseAnchor? Anchor, SubjectKey Subject, EquatableArray<Finding> Findings)
{
    /// <summary>Whether the assembly that is compiled declares it.</summary>
    public bool IsOwn => Subject.Type == Key;

    /// <summary>Whether workers get a method for it.</summary>
    public bool RunsOnRequest => Anchor is null && Findings.Count == 0;

    /// <summary>The name of that method.</summary>
    public string Method => Name + "Async";
}

/// <summary>The phase that a custom phase comes before or after.</summary>
/// <param name="IsAfter">Whether it comes after it.</param>
/// <param name="Phase">The phase; <see cref="Units.Phase.Custom"/> for a custom one.</param>
/// <param name="Key">The key of a custom phase; empty for a built-in one.</param>
public sealed record PhaseAnchor(bool IsAfter, Phase Phase, string Key);

/// <summary>A hook of a custom phase, as its unit numbers it.</summary>
/// <param name="Key">The key of the phase.</param>
/// <param name="Name">The name of the phase.</param>
/// <param name="PhaseIndex">The index of the phase among the custom phases of the unit.</param>
/// <param name="BasePhaseIndex">With <see cref="HookCall.Forwarded"/>: its index among those of the base unit.</param>
public sealed record CustomHook(string Key, string Name, int PhaseIndex, int BasePhaseIndex);
