namespace Lifecycle;

/// <summary>Where a unit, or a worker, is in its life.</summary>
public enum UnitState
{
    /// <summary>Not started yet.</summary>
    Created,

    /// <summary>On the way up.</summary>
    Starting,

    /// <summary>Up.</summary>
    Started,

    /// <summary>On the way down.</summary>
    Stopping,

    /// <summary>Down after it was up, or rolled back after another part failed.</summary>
    Stopped,

    /// <summary>Could not be started or stopped, or failed while it ran; the reason tells why.</summary>
    Failed,

    /// <summary>Left out of this worker by its condition.</summary>
    Disabled,
}
