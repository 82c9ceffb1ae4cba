using Lifecycle;
using Lifecycle.Hosting;
using Microsoft.Extensions.DependencyInjection;

// Where users look for it.
namespace Microsoft.Extensions.Hosting;

/// <summary>Adds workers to a host.</summary>
public static class WorkerHostApplicationBuilderExtensions
{
    /// <summary>Adds a worker; see <see cref="WorkerServiceCollectionExtensions.AddWorker"/>.</summary>
    /// <typeparam name="TWorker">The worker: a class marked <see cref="WorkerAttribute"/>, or the generated <c>Worker</c>.</typeparam>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="options">Makes the options of the worker; <see langword="null"/> for the defaults.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The worker was added before.</exception>
    public static IHostApplicationBuilder AddWorker<TWorker>(this IHostApplicationBuilder builder, Func<IServiceProvider, WorkerOptions>? options = null)
        where TWorker : LifecycleWorker, IHostedWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddWorker<TWorker>(options);
        return builder;
    }
}
