namespace Lifecycle;

/// <summary>One unit of a <see cref="WorkerPlan"/>.</summary>
public sealed class PlanUnit
{
    internal PlanUnit(string id, IReadOnlyList<string> dependencies, string? enabledBy, bool isOnRequest)
    {
        Id = id;
        Dependencies = dependencies;
        EnabledBy = enabledBy;
        IsOnRequest = isOnRequest;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>The ids of the units that it waits for.</summary>
    public IReadOnlyList<string> Dependencies { get; }

    /// <summary>
    /// The name of the predicate that decides whether the worker has the unit, see <see cref="UnitAttribute.EnabledBy"/>; <see langword="null"/> for a unit
    /// without a condition.
    /// </summary>
    public string? EnabledBy { get; }

    /// <summary>Whether the worker's start leaves the unit out, see <see cref="UnitAttribute.AutoStart"/>.</summary>
    public bool IsOnRequest { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
