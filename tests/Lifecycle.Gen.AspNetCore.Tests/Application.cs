using Lifecycle.Watch;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lifecycle.AspNetCore.Tests;

/// <summary>A web application with the page, on a port of the loopback.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Application(WebApplication app) => _app = app;

    public required Behaviour Behaviour { get; init; }

    public string Address => _app.Urls.Single() + "/lifecycle";

    public IServiceProvider Services => _app.Services;

    public Shop Shop => Services.GetRequiredService<Shop>();

    /// <summary>Runs one.</summary>
    /// <param name="configure">Settings of the page.</param>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="withLog">Whether events are kept.</param>
    /// <param name="isProtected">Whether a policy is asked, in production.</param>
    /// <param name="behaviour">What the units do.</param>
    public static async Task<Application> RunAsync(
        Action<LifecyclePageOptions>? configure = null, int port = 0, bool withLog = false, bool isProtected = false, Behaviour? behaviour = null)
    {
        var builder = MakeBuilder(isProtected ? Environments.Production : Environments.Development, port);
        var shared = behaviour ?? new Behaviour();
        builder.Services.AddSingleton(shared).AddAntiforgery();
        if (withLog)
            builder.Services.AddSingleton<WorkerEventLog>();
        builder.AddWorker<Shop>(services => new WorkerOptions { Observer = services.GetService<WorkerEventLog>() });
        if (isProtected)
        {
            builder.Services.AddAuthentication("Key").AddScheme<AuthenticationSchemeOptions, KeyAuthentication>("Key", configureOptions: null);
            builder.Services.AddAuthorization(options => options.AddPolicy("Operators", policy => policy.RequireRole("operator")));
        }

        var app = builder.Build();
        app.MapLifecycle("/lifecycle", options =>
        {
            options.AllowActions = true;
            if (isProtected)
                options.AuthorizationPolicy = "Operators";
            configure?.Invoke(options);
        });
        await app.StartAsync();
        return new Application(app) { Behaviour = shared };
    }

    public static WebApplicationBuilder MakeBuilder(string environment, int port = 0)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{port}");
        return builder;
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
