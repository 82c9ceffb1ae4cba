namespace Lifecycle;

/// <summary>Something was asked of a worker or a unit that its state does not allow.</summary>
public sealed class UnitStateException : LifecycleException
{
    internal UnitStateException(string message, string worker, string? unit = null)
        : base(message, worker, unit, hook: null, phase: null, cause: null)
    {
    }
}
