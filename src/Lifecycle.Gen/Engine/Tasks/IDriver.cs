namespace Lifecycle.Engine.Tasks;

/// <summary>Drives the passes, in which units wait for their tasks: one event a unit, when the last of its tasks has ended.</summary>
internal interface IDriver
{
    /// <summary>The tasks that a unit waits for have ended: the unit can go on with its way down.</summary>
    void TasksEndedLocked(int slot);

    /// <summary>Goes on on this thread, or on another one where the user's code is on the stack of this one.</summary>
    void Drive();

    /// <summary>Has another thread go on.</summary>
    void QueueTakeover();
}
