namespace Lifecycle.Engine.Passes;

/// <summary>The limits of an operation, for the one that continues it.</summary>
internal readonly struct DeadlineState(long deadline, long end, bool isOvertime)
{
    public readonly long Deadline = deadline;
    public readonly long End = end;
    public readonly bool IsOvertime = isOvertime;
}
