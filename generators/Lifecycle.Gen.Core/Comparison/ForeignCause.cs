using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Comparison;

/// <summary>One thing that another generator wrote.</summary>
/// <param name="What">How a message names it, with an upper-case letter first.</param>
/// <param name="File">The generated file.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record ForeignCause(string What, string File, string Remedy)
{
    /// <summary>The full name that would be enough, written where the type is used; <see langword="null"/> where it would not.</summary>
    public string? FullName { get; set; }

    /// <summary>The units and workers that are made of it; none where only generated code mentions it.</summary>
    public List<ForeignUse> Uses { get; } = [];
}

/// <summary>Where a unit or worker of the project is made of it.</summary>
/// <param name="Subject">The place.</param>
/// <param name="Owner">The unit or worker, as messages write it.</param>
/// <param name="Label">What it is there.</param>
internal sealed record ForeignUse(SubjectKey Subject, string Owner, string Label);
