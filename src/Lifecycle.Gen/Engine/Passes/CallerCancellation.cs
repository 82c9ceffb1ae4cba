using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>The token of the caller of a start, which cancels its way up (F10). Registered only when the operation does not end on the spot.</summary>
internal sealed class CallerCancellation(UnitTable units, PassDriver driver, CancellationToken token)
{
    private CancellationTokenRegistration _registration;
    private bool _isRegistered;
    private bool _isOver;

    public bool IsCancelled => token.IsCancellationRequested;

    public void Register()
    {
        lock (units.Scope.Gate)
        {
            if (_isRegistered || _isOver)
                return;

            _isRegistered = true;
        }

        var registration = token.UnsafeRegister(static state => ((CallerCancellation)state!).OnCancelled(), this);
        lock (units.Scope.Gate)
        {
            if (!_isOver)
            {
                _registration = registration;
                return;
            }
        }

        registration.Unregister();
    }

    /// <summary>The operation is over.</summary>
    public void EndLocked()
    {
        _isOver = true;
        _registration.Unregister();
    }

    private void OnCancelled()
    {
        lock (units.Scope.Gate)
        {
            if (_isOver || !units.Movement.LeadsUp)
                return;

            if (!units.Movement.IsCancelled)
                driver.Deadlines.CancelStartLocked(error: null);
        }

        driver.QueueTakeover();
    }
}
