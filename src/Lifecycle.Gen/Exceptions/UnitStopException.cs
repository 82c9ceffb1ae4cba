namespace Lifecycle;

/// <summary>A hook failed on the way down, or the disposal of a unit or a callback on a cancelled token did.</summary>
public sealed class UnitStopException : LifecycleException
{
    internal UnitStopException(string message, string worker, string? unit, string? hook, string? phase, Exception? cause)
        : base(message, worker, unit, hook, phase, cause)
    {
    }
}
