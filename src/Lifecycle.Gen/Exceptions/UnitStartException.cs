namespace Lifecycle;

/// <summary>A unit could not be constructed or one of its hooks failed on the way up.</summary>
public sealed class UnitStartException : LifecycleException
{
    internal UnitStartException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
