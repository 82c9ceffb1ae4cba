using Lifecycle.Core.Collections;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>What a composition gives for one constructor parameter.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>A unit.</summary>
    public sealed record Unit(string Key) : Resolution;

    /// <summary>All units of the required type, by priority, then in the order of declaration; possibly none.</summary>
    public sealed record All(EquatableArray<string> Keys) : Resolution
    {
        /// <summary>Whether units that are attached at run time can be in it too: there are units of the type that no worker includes by itself.</summary>
        public bool IsLive { get; init; }

        /// <summary>Whether the unit that takes it is of the type, and not among the others.</summary>
        public bool Excludes { get; init; }
    }

    /// <summary>Nothing: the parameter is optional and its unit is not in the composition.</summary>
    public sealed record Absent : Resolution;

    /// <summary>An argument of the worker's constructor.</summary>
    /// <param name="Name">Its name, where the worker chooses one; <see langword="null"/> where it follows from the parameter.</param>
    public sealed record Input(string? Name = null) : Resolution
    {
        /// <summary>The instance whose input it is; <see langword="null"/> for one of other units.</summary>
        public string? Instance { get; init; }
    }

    /// <summary>Nothing, where a hook needs a unit or value, which cannot be an input.</summary>
    public sealed record Unprovided : Resolution;

    /// <summary>Something that the worker itself has.</summary>
    public sealed record Service : Resolution;

    /// <summary>Several units could be meant.</summary>
    public sealed record Ambiguous(EquatableArray<string> Keys) : Resolution;

    /// <summary>Units of which the worker has none, because it has others in their place or does without.</summary>
    public sealed record LeftOut(EquatableArray<string> Keys) : Resolution;

    /// <summary>Nothing that could be had: a type with an error that the compiler reports, or an instance that the worker does not have.</summary>
    public sealed record Unknown : Resolution;
}
