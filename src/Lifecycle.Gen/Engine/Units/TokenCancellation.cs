using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Units;

/// <summary>Cancels tokens that units have: their callbacks are the user's code.</summary>
internal static class TokenCancellation
{
    /// <summary>Cancels the token; what its callbacks throw is a failure of the operation under way.</summary>
    /// <param name="units">The units of the worker.</param>
    /// <param name="source">The source of the token.</param>
    /// <param name="caller">The current thread, where it is that of a caller.</param>
    /// <param name="slot">The unit whose token it is, if it is one unit's.</param>
    public static void Cancel(UnitTable units, CancellationTokenSource source, CallerThread? caller = null, int slot = CallerThread.Callbacks)
    {
        LifecycleException? failure = null;
        var isInterrupted = false;
        var outer = units.Scope.EnterUserCode();
        caller?.Enter(slot);
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            failure = Failures.InCallback(units.Worker, e.InnerExceptions.Count == 1 ? e.InnerException! : e);
        }
        catch (ThreadInterruptedException e) // The wait for a callback that another thread calls.
        {
            failure = Failures.InCallback(units.Worker, e);
        }
        finally
        {
            isInterrupted = caller is not null && caller.Leave();
            EngineScope.LeaveUserCode(outer);
        }

        if (failure is null || isInterrupted)
            return;

        lock (units.Scope.Gate)
            units.Movement.AddError(failure);
    }
}
