using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>What a worker says about one of its units at one moment.</summary>
public sealed class UnitDescriptor
{
    internal UnitDescriptor(string id, UnitDefinition? definition, UnitState state, string? reason)
    {
        Id = id;
        Version = definition?.Version;
        DisplayName = definition?.DisplayName;
        Author = definition?.Author;
        Description = definition?.Description;
        State = state;
        Reason = reason;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>What <see cref="UnitAttribute.Version"/> says; like all metadata <see langword="null"/> as long as the unit is not constructed.</summary>
    public string? Version { get; }

    /// <summary>What <see cref="UnitAttribute.DisplayName"/> says.</summary>
    public string? DisplayName { get; }

    /// <summary>What <see cref="UnitAttribute.Author"/> says.</summary>
    public string? Author { get; }

    /// <summary>What <see cref="UnitAttribute.Description"/> says.</summary>
    public string? Description { get; }

    /// <summary>Where the unit is in its life.</summary>
    public UnitState State { get; }

    /// <summary>When the unit was constructed; <see langword="null"/> before the first start.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When <see cref="State"/> last changed, to a few milliseconds; <see langword="null"/> before the first start.</summary>
    public DateTimeOffset? LastChange { get; internal init; }

    /// <summary>How long the unit was last on its way up, from its first startup hook on, to a few milliseconds; zero before, and where it has nothing to do.</summary>
    public TimeSpan StartupDuration { get; internal init; }

    /// <summary>How long the unit was last on its way down, its background tasks included, to a few milliseconds; zero before, and where it has nothing to do.</summary>
    public TimeSpan ShutdownDuration { get; internal init; }

    /// <summary>
    /// Why the unit failed, or <see langword="null"/>; a later start that works clears it. Of a unit that is up it is the last failure of a background
    /// task that <see cref="FailurePolicy"/> passed over or restarted, until the unit goes down.
    /// </summary>
    public string? Reason { get; }

    /// <summary>The id and the state.</summary>
    public override string ToString() => Reason is null ? $"{Id}: {State}" : $"{Id}: {State} ({Reason})";
}
