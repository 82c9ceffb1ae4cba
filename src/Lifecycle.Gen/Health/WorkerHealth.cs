namespace Lifecycle;

/// <summary>Whether a worker and its units do their work, at one moment.</summary>
public sealed class WorkerHealth
{
    internal WorkerHealth(HealthStatus status, IReadOnlyList<UnitHealth> units)
    {
        Status = status;
        Units = units;
    }

    /// <summary>The worker as a whole.</summary>
    public HealthStatus Status { get; }

    /// <summary>Whether it should get work: it is up and not about to stop. One that is <see cref="HealthStatus.Degraded"/> still does what it can.</summary>
    public bool IsReady => Status is HealthStatus.Ready or HealthStatus.Degraded;

    /// <summary>Each unit, in the order of the plan; without those that are left out by their condition.</summary>
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
