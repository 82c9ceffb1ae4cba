namespace Lifecycle;

/// <summary>The state of a worker or unit does not allow what was requested.</summary>
public sealed class UnitStateException : LifecycleException
{
    internal UnitStateException(string message, string worker, string? unit = null)
        : base(message, worker, unit, hook: null, phase: null, cause: null)
    {
    }
}
