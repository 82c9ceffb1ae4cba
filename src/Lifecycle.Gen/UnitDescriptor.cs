namespace Lifecycle;

/// <summary>What a worker says about one of its units at one moment.</summary>
public sealed class UnitDescriptor
{
    internal UnitDescriptor(string id, UnitState state, DateTimeOffset? createdAt, DateTimeOffset? lastChange, string? reason)
    {
        Id = id;
        State = state;
        CreatedAt = createdAt;
        LastChange = lastChange;
        Reason = reason;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>Where the unit is in its life.</summary>
    public UnitState State { get; }

    /// <summary>When the unit was constructed; <see langword="null"/> before the first start.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>When <see cref="State"/> last changed, to a few milliseconds; <see langword="null"/> before the first start.</summary>
    public DateTimeOffset? LastChange { get; }

    /// <summary>
    /// Why the unit failed, or <see langword="null"/>; a later start that works clears it. Of a unit that is up it is the last failure of a background
    /// task that <see cref="FailurePolicy"/> passed over or restarted, until the unit goes down.
    /// </summary>
    public string? Reason { get; }

    /// <summary>The id and the state.</summary>
    public override string ToString() => Reason is null ? $"{Id}: {State}" : $"{Id}: {State} ({Reason})";
}
