using Lifecycle.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.AspNetCore.Tests.Documented;

public static class Site
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<WorkerEventLog>();                            // optional: a log, and figures of hooks
        builder.AddWorker<Server>(services => new WorkerOptions { Observer = services.GetRequiredService<WorkerEventLog>() });
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddAuthorization(options => options.AddPolicy("Operators", policy => policy.RequireRole("operator")));
        builder.Services.AddAntiforgery();                                          // for actions
        var app = builder.Build();

        app.MapLifecycle("/lifecycle", page =>
        {
            page.AuthorizationPolicy = "Operators";
            page.AllowActions = true;
        });
        return app;
    }
}

[Unit] public sealed partial class Greeter;

[Worker, Mixin<Greeter>] public sealed partial class Server;
