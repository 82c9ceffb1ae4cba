using Lifecycle;
using Lifecycle.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

// Where users look for it.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of workers to the health checks of a host.</summary>
public static class WorkerHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds three health checks of a worker: <c>Server:live</c>, <c>Server:startup</c> and <c>Server:ready</c>, each with the tag that its name ends in. Their
    /// descriptions contain the failures of the units.
    /// </summary>
    /// <typeparam name="TWorker">The worker, which is added to the services too.</typeparam>
    /// <param name="builder">The health checks.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IHealthChecksBuilder AddWorker<TWorker>(this IHealthChecksBuilder builder)
        where TWorker : LifecycleWorker, IHostedWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(builder);
        Add(WorkerHealthCheck.Live);
        Add(WorkerHealthCheck.Startup);
        return Add(WorkerHealthCheck.Ready);

        IHealthChecksBuilder Add(string question) => builder.Add(new HealthCheckRegistration(
            $"{typeof(TWorker).Name}:{question}",
            services => new WorkerHealthCheck(services.GetRequiredService<TWorker>(), services.GetService<IHostApplicationLifetime>(), question),
            failureStatus: null,
            [question]));
    }
}
