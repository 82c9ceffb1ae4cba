namespace Lifecycle.Core.Units;

/// <summary>What follows from the failure of a background hook. Names and numbers are those of the attribute's.</summary>
public enum FailurePolicy
{
    StopWorker,
    Restart,
    RestartDependents,
    Ignore,
}
