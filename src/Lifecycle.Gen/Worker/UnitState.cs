namespace Lifecycle;

/// <summary>The states of a unit or worker.</summary>
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

    /// <summary>The start or the stop failed, or a task did; see <see cref="UnitDescriptor.Reason"/>.</summary>
    Failed,

    /// <summary>Not part of this worker, because its condition (<see cref="UnitAttribute.EnabledBy"/>) returned <see langword="false"/>.</summary>
    Disabled,

    /// <summary>
    /// Down while the worker is up, because it is a unit with <see cref="UnitAttribute.Standby"/> or needs one: it starts when that is started.
    /// </summary>
    Standby,
}
