namespace Lifecycle;

/// <summary>One unit of a <see cref="WorkerPlan"/>.</summary>
public sealed class PlanUnit
{
    internal PlanUnit(string id, IReadOnlyList<string> dependencies)
    {
        Id = id;
        Dependencies = dependencies;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>The ids of the units that it waits for.</summary>
    public IReadOnlyList<string> Dependencies { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
