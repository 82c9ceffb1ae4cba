using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Lifecycle;

/// <summary>
/// The base of a unit that waits in its start until something outside of the worker is ready, such as another service: what depends on the unit starts after
/// that. Looks again after pauses that grow, up to a limit. The unit is in the startup report with the time that it waited.
/// </summary>
public abstract class Readiness
{
    private const double FirstPauseSeconds = 0.1;
    private const double LongestPauseSeconds = 5;

    /// <summary>What is waited for, as messages name it.</summary>
    protected abstract string Subject { get; }

    /// <summary>How long to wait, in seconds; then the start fails with a <see cref="TimeoutException"/>. Default: 60; 0 sets no limit.</summary>
    protected virtual double LimitSeconds => 60;

    /// <summary>How long one look may take, in seconds. Default: 5.</summary>
    protected virtual double AttemptSeconds => 5;

    /// <summary>Looks once, and throws if it is not ready: the message says why.</summary>
    /// <param name="cancellationToken">Cancelled at the end of the attempt or of the start.</param>
    protected abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Called by generated code: waits.</summary>
    /// <param name="worker">Has the clock and the log.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="TimeoutException">It was not ready within the limit; the cause is the inner exception.</exception>
    [OnStartup]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected async Task WaitAsync(IWorkerContext worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var time = worker.TimeProvider;
        var log = new ReadinessLog(worker.LoggerFactory.CreateLogger(worker.WorkerName));
        var began = time.GetTimestamp();
        var pause = FirstPauseSeconds;
        for (var isFirst = true; ; isFirst = false)
        {
            var reason = await TryAsync(time, cancellationToken).ConfigureAwait(false);
            var waited = time.GetElapsedTime(began).TotalSeconds;
            if (reason is null)
            {
                if (!isFirst)
                    log.IsReady(worker.UnitId, Subject, waited);

                return;
            }

            if (isFirst)
                log.Waits(worker.UnitId, Subject, LimitSeconds, reason.Message);

            if (LimitSeconds > 0 && waited + pause > LimitSeconds)
                throw new TimeoutException(
                    string.Create(CultureInfo.InvariantCulture, $"{Subject} was not ready within {LimitSeconds:0.###} s: {reason.Message}"), reason);

            await Task.Delay(TimeSpan.FromSeconds(pause), time, cancellationToken).ConfigureAwait(false);
            pause = Math.Min(pause * 2, LongestPauseSeconds);
        }
    }

    /// <returns>Why it is not ready; <see langword="null"/> if it is.</returns>
    private async Task<Exception?> TryAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(AttemptSeconds), time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await CheckAsync(attempt.Token).WaitAsync(attempt.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"no answer within {AttemptSeconds:0.###} s"));
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            return e;
        }
    }
}
