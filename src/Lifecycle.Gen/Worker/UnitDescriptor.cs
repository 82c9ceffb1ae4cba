using Lifecycle.Runtime;

namespace Lifecycle;

/// <summary>The state of one unit at one moment, with its metadata.</summary>
public sealed class UnitDescriptor
{
    internal UnitDescriptor(string id, UnitDefinition? definition, UnitState state)
    {
        Id = id;
        Version = definition?.Version;
        DisplayName = definition?.DisplayName;
        Author = definition?.Author;
        Description = definition?.Description;
        State = state;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary><see cref="UnitAttribute.Version"/>; like all metadata <see langword="null"/> until the unit is constructed.</summary>
    public string? Version { get; }

    /// <summary><see cref="UnitAttribute.DisplayName"/>.</summary>
    public string? DisplayName { get; }

    /// <summary><see cref="UnitAttribute.Author"/>.</summary>
    public string? Author { get; }

    /// <summary><see cref="UnitAttribute.Description"/>.</summary>
    public string? Description { get; }

    /// <summary>The state of the unit.</summary>
    public UnitState State { get; }

    /// <summary>The time of the unit's construction; <see langword="null"/> before the first start, and for a disabled unit.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>
    /// The time of the last change of <see cref="State"/>, accurate to a few milliseconds; <see langword="null"/> before the first start.
    /// </summary>
    public DateTimeOffset? LastChange { get; internal init; }

    /// <summary>
    /// The duration of the unit's last way up, from its first startup hook, accurate to a few milliseconds; zero before the first one, and for a unit
    /// without such hooks.
    /// </summary>
    public TimeSpan StartupDuration { get; internal init; }

    /// <summary>
    /// The duration of the unit's last way down, including the end of its background tasks, accurate to a few milliseconds; zero before the first one, and
    /// for a unit without such hooks.
    /// </summary>
    public TimeSpan ShutdownDuration { get; internal init; }

    /// <summary>
    /// The message of the unit's failure, or <see langword="null"/>; a successful start clears it. For a unit that is up: the last failure of a background
    /// task that its <see cref="FailurePolicy"/> ignored or restarted, until the unit goes down.
    /// </summary>
    public string? Reason { get; internal set; }

    /// <summary>The id, the state and the reason.</summary>
    public override string ToString() => Reason is null ? $"{Id}: {State}" : $"{Id}: {State} ({Reason})";
}
