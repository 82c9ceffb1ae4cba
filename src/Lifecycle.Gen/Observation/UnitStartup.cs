namespace Lifecycle;

/// <summary>How one unit came up.</summary>
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

    /// <summary>From the beginning of the start until its startup hooks began: what it depends on had to be up.</summary>
    public TimeSpan Waited { get; }

    /// <summary>How long its startup hooks took.</summary>
    public TimeSpan Own { get; }

    /// <summary>It is in the chain that decided how long the start took.</summary>
    public bool IsCritical { get; }
}
