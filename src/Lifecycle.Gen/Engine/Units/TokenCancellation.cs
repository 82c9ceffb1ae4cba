using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Units;

/// <summary>Cancels tokens that units have: their callbacks are the user's code.</summary>
internal static class TokenCancellation
{
    /// <summary>Cancels the token; what its callbacks throw is a failure of the operation under way.</summary>
    public static void Cancel(UnitTable units, CancellationTokenSource source)
    {
        var outer = units.Scope.EnterUserCode();
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            var failure = Failures.InCallback(units.Worker, e.InnerExceptions.Count == 1 ? e.InnerException! : e);
            lock (units.Scope.Gate)
                units.Movement.AddError(failure);
        }
        finally
        {
            EngineScope.LeaveUserCode(outer);
        }
    }
}
