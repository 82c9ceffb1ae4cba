using System.Globalization;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using CheckStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Lifecycle.Hosting;

/// <summary>One of the three questions that are asked of a worker: whether it lives, has started, is ready.</summary>
internal sealed class WorkerHealthCheck(LifecycleWorker worker, IHostApplicationLifetime? lifetime, string question) : IHealthCheck
{
    /// <summary>Fails when a failure has ended the worker: only a new process helps.</summary>
    public const string Live = "live";

    /// <summary>Fails until the first start is complete.</summary>
    public const string Startup = "startup";

    /// <summary>Fails unless the worker should get work: from the first moment of a stop on.</summary>
    public const string Ready = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Only readiness depends on what the checks of the units say.
        var health = question == Ready ? await worker.CheckHealthAsync(cancellationToken).ConfigureAwait(false) : worker.Health;
        var isGood = question switch
        {
            Live => worker.State != UnitState.Failed,
            Startup => health.IsReady || health.Status == HealthStatus.Draining,
            // The worker hears of a stop among other listeners, and may not be the first.
            _ => health.IsReady && lifetime?.ApplicationStopping.IsCancellationRequested != true,
        };
        var status = !isGood ? context.Registration.FailureStatus
            : question == Ready && health.Status == HealthStatus.Degraded ? CheckStatus.Degraded
            : CheckStatus.Healthy;
        return new HealthCheckResult(status, Describe(health), exception: null, Data(health));
    }

    private static string Describe(WorkerHealth health)
    {
        var text = new StringBuilder(health.Status.ToString());
        foreach (var unit in health.Units)
        {
            if (unit.Message is not null)
                text.Append(CultureInfo.InvariantCulture, $"; {unit}");
        }

        return text.ToString();
    }

    private static Dictionary<string, object> Data(WorkerHealth health)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var unit in health.Units)
            data[unit.Id] = unit.Status.ToString();

        return data;
    }
}
