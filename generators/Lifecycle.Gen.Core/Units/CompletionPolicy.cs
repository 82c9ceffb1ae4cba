namespace Lifecycle.Core.Units;

/// <summary>What follows when a background hook returns by itself. Names and numbers are those of the attribute's.</summary>
public enum CompletionPolicy
{
    Continue,
    StopWorker,
    Restart,
}
