using Bookings;
using Lifecycle;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var builder = WebApplication.CreateSlimBuilder(args);
var isObserved = Telemetry.IsWanted(builder.Configuration);
if (isObserved)
    builder.Services.AddTelemetry();

// Worker is generated, with all units of this project: up before the port is open, down when the last request is answered.
builder.AddWorker<Worker>(_ => new WorkerOptions { Telemetry = isObserved });
builder.Services.AddHealthChecks().AddWorker<Worker>();
builder.Services.AddSystemdNotifications();
builder.Services.AddOpenApi();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BookingJson.Default));

var app = builder.Build();
foreach (var question in new[] { "live", "startup", "ready" })
    app.MapHealthChecks($"/health/{question}", new HealthCheckOptions { Predicate = check => check.Tags.Contains(question) });

if (isObserved)
    Telemetry.Begin(app.Services);

app.MapOpenApi();
app.MapBookings();
app.Run();
