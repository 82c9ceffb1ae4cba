using Lifecycle.Engine.Foundation;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Engine.Observation;

/// <summary>The messages. Event ids are part of the public contract: never change one.</summary>
/// <remarks>
/// Their arguments are objects: for each combination of value types a native program would contain all that formats and writes a message once more, down
/// to the providers of the logs.
/// </remarks>
internal sealed partial class LoggerLog(ILogger logger) : WorkerLog
{
    private readonly GuardedLogger _logger = new(logger);

    public override bool WantsUnits => _logger.IsEnabled(LogLevel.Information);

    [LoggerMessage(1, LogLevel.Information, "{Worker}: {Operation} begins")]
    public override partial void WorkerBegins(string worker, string operation);

    [LoggerMessage(2, LogLevel.Information, "{Worker} is up after {ElapsedMilliseconds:0.###} ms")]
    public override partial void WorkerStarted(string worker, object elapsedMilliseconds);

    [LoggerMessage(3, LogLevel.Information, "{Worker} is down after {ElapsedMilliseconds:0.###} ms")]
    public override partial void WorkerStopped(string worker, object elapsedMilliseconds);

    // Each error was logged when it happened; said twice, it would look like two.
    [LoggerMessage(4, LogLevel.Information, "{Worker} is down after {ElapsedMilliseconds:0.###} ms, with errors")]
    public override partial void WorkerFailed(string worker, object elapsedMilliseconds);

    [LoggerMessage(5, LogLevel.Information, "{Worker}: {Operation} is over after {ElapsedMilliseconds:0.###} ms{Errors}")]
    public override partial void OperationEnded(string worker, string operation, object elapsedMilliseconds, string errors);

    [LoggerMessage(10, LogLevel.Information, "{Unit} started in {ElapsedMilliseconds:0.###} ms")]
    public override partial void UnitStarted(string unit, object elapsedMilliseconds);

    [LoggerMessage(11, LogLevel.Information, "{Unit} stopped in {ElapsedMilliseconds:0.###} ms")]
    public override partial void UnitStopped(string unit, object elapsedMilliseconds);

    [LoggerMessage(12, LogLevel.Information, "{Unit} is disabled: {Condition} said no")]
    public override partial void UnitDisabled(string unit, string condition);

    [LoggerMessage(13, LogLevel.Warning, "{Unit} is degraded: {Reason}")]
    public override partial void UnitDegraded(string unit, string reason, Exception exception);

    [LoggerMessage(14, LogLevel.Information, "{Unit} is no longer degraded")]
    public override partial void UnitRecovered(string unit);

    [LoggerMessage(20, LogLevel.Error, "{Failure}")]
    public override partial void HookFailed(string failure, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Attempt {Attempt} of {Attempts} failed and is repeated: {Failure}")]
    public override partial void HookRetried(object attempt, object attempts, string failure, Exception exception);

    [LoggerMessage(22, LogLevel.Error, "{Worker} gave up waiting for {Hook}, which goes on by itself")]
    public override partial void HookAbandoned(string worker, string hook);

    [LoggerMessage(23, LogLevel.Warning, "{Worker}: {Hook} has ended after it was given up")]
    public override partial void AbandonedHookEnded(string worker, string hook, Exception? exception);

    [LoggerMessage(24, LogLevel.Warning, "{Worker} waits for {Hooks} for {Seconds:0} s")]
    public override partial void WaitsFor(string worker, string hooks, object seconds);

    [LoggerMessage(30, LogLevel.Warning, "{Worker}: {Hook} failed and begins anew in {Pause:0.###} s")]
    public override partial void TaskRestarted(string worker, string hook, object pause, Exception exception);

    [LoggerMessage(31, LogLevel.Information, "{Worker}: {Hook} ended and begins anew in {Pause:0.###} s")]
    public override partial void TaskRepeated(string worker, string hook, object pause);

    [LoggerMessage(32, LogLevel.Warning, "{Failure}; its policy ({Policy}) passes over it")]
    public override partial void TaskFailurePassedOver(string failure, string policy, Exception exception);

    [LoggerMessage(40, LogLevel.Warning, "An observer of {Worker} failed; nothing more is said of its failures")]
    public override partial void ObserverFailed(string worker, Exception exception);

    /// <summary>
    /// The one place that calls the user's logger. Its failure must not break a start or a stop, and there is no other place to report it to: the message
    /// is lost, and what it is about reaches the callers all the same. Where it fails because an exception cannot be written down, the message goes without
    /// that.
    /// </summary>
    private sealed class GuardedLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull =>
            null;

        public bool IsEnabled(LogLevel logLevel)
        {
            try
            {
                return inner.IsEnabled(logLevel);
            }
            catch (Exception)
            {
                return false;
            }
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!TryLog(logLevel, eventId, state, exception, formatter) && exception is not null && !ExceptionText.IsReadable(exception))
                TryLog(logLevel, eventId, state, exception: null, formatter);
        }

        private bool TryLog<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            try
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return true;
            }
            catch (Exception)
            {
                return false; // See above.
            }
        }
    }
}
