using Microsoft.AspNetCore.Builder;

namespace Lifecycle.AspNetCore;

/// <summary>Settings of the page that <see cref="LifecycleEndpointRouteBuilderExtensions.MapLifecycle"/> maps.</summary>
public sealed class LifecyclePageOptions
{
    /// <summary>
    /// The authorization policy that requests of the page must meet. Default: <see langword="null"/>, which only the environment <c>Development</c> allows:
    /// the page shows the messages of failures, which may name hosts and files.
    /// </summary>
    public string? AuthorizationPolicy { get; set; }

    /// <summary>
    /// Whether the page can start, stop and reload units and run phases. Default: <see langword="false"/>. Needs <c>AddAntiforgery()</c> among the services of
    /// the application.
    /// </summary>
    public bool AllowActions { get; set; }
}
