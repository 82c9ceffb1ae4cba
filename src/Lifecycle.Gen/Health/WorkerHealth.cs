namespace Lifecycle;

/// <summary>The health of a worker and of its units at one moment.</summary>
public sealed class WorkerHealth
{
    internal WorkerHealth(HealthStatus status, IReadOnlyList<UnitHealth> units)
    {
        Status = status;
        Units = units;
    }

    /// <summary>The health of the worker as a whole.</summary>
    public HealthStatus Status { get; }

    /// <summary>
    /// Whether the worker should receive work: <see cref="Status"/> is <see cref="HealthStatus.Ready"/> or <see cref="HealthStatus.Degraded"/>.
    /// </summary>
    public bool IsReady => Status is HealthStatus.Ready or HealthStatus.Degraded;

    /// <summary>The health of each unit, in the order of the plan; without disabled units.</summary>
    public IReadOnlyList<UnitHealth> Units { get; }

    /// <summary>The status, and a line for each unit.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder(Status.ToString());
        foreach (var unit in Units)
            text.Append('\n').Append("  ").Append(unit.ToString());

        return text.ToString();
    }
}
