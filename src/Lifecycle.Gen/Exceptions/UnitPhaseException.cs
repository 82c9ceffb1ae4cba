namespace Lifecycle;

/// <summary>A hook failed in a custom phase that runs on request. The worker stays up.</summary>
public sealed class UnitPhaseException : LifecycleException
{
    internal UnitPhaseException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
