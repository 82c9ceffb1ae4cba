namespace Lifecycle;

/// <summary>The durations of one unit in one start.</summary>
public sealed class UnitStartup
{
    internal UnitStartup(string id, TimeSpan waited, TimeSpan own, bool isCritical)
    {
        Id = id;
        Waited = waited;
        Own = own;
        IsCritical = isCritical;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>From the beginning of the start until the unit's first startup hook began, which waits for the unit's dependencies.</summary>
    public TimeSpan Waited { get; }

    /// <summary>The duration of the unit's startup hooks.</summary>
    public TimeSpan Own { get; }

    /// <summary>Whether the unit is in <see cref="StartupReport.CriticalChain"/>.</summary>
    public bool IsCritical { get; }
}
