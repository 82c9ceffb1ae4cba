using System.Diagnostics.CodeAnalysis;
using Lifecycle;
using Lifecycle.AspNetCore;
using Lifecycle.AspNetCore.Page;
using Lifecycle.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Where users look for it.
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the live page of workers.</summary>
public static class LifecycleEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a page over the workers that were added to the host: their graph with live states, the timeline of the last start, a log, health, and actions where
    /// <see cref="LifecyclePageOptions.AllowActions"/> is set. It costs nothing while it is not open.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path of the page, such as <c>/lifecycle</c>; below it are its data.</param>
    /// <param name="configure">Changes its settings.</param>
    /// <returns>A builder for conventions of all its endpoints.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endpoints"/> or <paramref name="pattern"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// No worker was added; no policy is named outside of <c>Development</c>; or actions are allowed and <c>AddAntiforgery()</c> is missing.
    /// </exception>
    public static IEndpointConventionBuilder MapLifecycle(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Action<LifecyclePageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var options = new LifecyclePageOptions();
        configure?.Invoke(options);
        var services = endpoints.ServiceProvider;
        Check(services, options);

        var workers = AddedWorker.AllOf(services).ToList();
        if (workers.Count == 0)
            throw new InvalidOperationException("MapLifecycle shows the workers of the host, and it has none: call builder.AddWorker<TWorker>() first.");

        var page = new LivePage(workers, services, options.AllowActions);
        var group = endpoints.MapGroup(pattern);
        group.MapGet("", page.WritePageAsync);
        group.MapGet("{worker}/snapshot.json", page.WriteSnapshotAsync);
        group.MapGet("{worker}/events", page.WriteEventsAsync);
        group.MapGet("{worker}/plan.svg", page.WritePlanAsync);
        group.MapGet("{worker}/start.svg", page.WriteStartAsync);
        if (options.AllowActions)
            group.MapPost("{worker}/actions", page.ActAsync);

        if (options.AuthorizationPolicy is { } policy)
            group.RequireAuthorization(policy);

        return group;
    }

    private static void Check(IServiceProvider services, LifecyclePageOptions options)
    {
        if (options.AuthorizationPolicy is null && services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
        {
            throw new InvalidOperationException(
                "MapLifecycle shows failures of the program, so outside of Development it is behind an authorization policy: "
                + "app.MapLifecycle(\"/lifecycle\", page => page.AuthorizationPolicy = \"…\"), with the policy of AddAuthorization().");
        }

        if (options.AllowActions && services.GetService<IAntiforgery>() is null)
        {
            throw new InvalidOperationException(
                "MapLifecycle allows actions, and these are protected against requests of other sites: call builder.Services.AddAntiforgery().");
        }
    }
}
