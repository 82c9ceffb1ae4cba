namespace Lifecycle;

/// <summary>The construction or the condition of a unit failed, or one of its hooks did on the way up.</summary>
public sealed class UnitStartException : LifecycleException
{
    internal UnitStartException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
