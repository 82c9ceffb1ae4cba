using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>The part of a Kubernetes API server that leases need: objects with resource versions, conflicts as the real one has them, and watches.</summary>
internal sealed class KubernetesApi : IAsyncDisposable
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/{ns}/leases";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _leases = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    private KubernetesApi(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public int Port => new Uri(Url).Port;

    public static async Task<KubernetesApi> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new KubernetesApi(app);
        app.MapGet(Path + "/{name}", api.Get);
        app.MapPost(Path, api.CreateAsync);
        app.MapPut(Path + "/{name}", api.ReplaceAsync);
        app.MapGet(Path, api.ListAsync);
        await app.StartAsync();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static IResult Failure(int code, string reason) => Results.Json(
        new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Failure", ["reason"] = reason, ["code"] = code }, statusCode: code);

    private IResult Get(string name)
    {
        lock (_lock)
            return _leases.TryGetValue(name, out var lease) ? Results.Text(lease.ToJsonString(), "application/json") : Failure(404, "NotFound");
    }

    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        var lease = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
        var name = (string)lease["metadata"]!["name"]!;
        lock (_lock)
            return _leases.ContainsKey(name) ? Failure(409, "AlreadyExists") : Store(name, lease, code: 201);
    }

    private async Task<IResult> ReplaceAsync(string name, HttpRequest request)
    {
        var lease = (JsonObject)(await JsonNode.ParseAsync(request.Body))!;
        lock (_lock)
        {
            if (!_leases.TryGetValue(name, out var stored))
                return Failure(404, "NotFound");

            return (string?)lease["metadata"]!["resourceVersion"] is { } version && version != (string?)stored["metadata"]!["resourceVersion"]
                ? Failure(409, "Conflict")
                : Store(name, lease, code: 200);
        }
    }

    private IResult Store(string name, JsonObject lease, int code)
    {
        lease["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _leases[name] = lease;
        var change = _change;
        _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        change.SetResult();
        return Results.Text(lease.ToJsonString(), "application/json", statusCode: code);
    }

    /// <summary>A watch: the objects that change after a version, one line each.</summary>
    private async Task ListAsync(HttpContext context, string? fieldSelector, string? resourceVersion)
    {
        var name = fieldSelector?.Split('=')[^1] ?? throw new BadHttpRequestException("Only one object can be watched here.");
        var seen = long.TryParse(resourceVersion, CultureInfo.InvariantCulture, out var version) ? version : 0;
        context.Response.ContentType = "application/json";
        await context.Response.StartAsync();
        while (!context.RequestAborted.IsCancellationRequested)
        {
            string? line = null;
            Task change;
            lock (_lock)
            {
                change = _change.Task;
                if (_leases.TryGetValue(name, out var lease)
                    && long.Parse((string)lease["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture) is var now && now > seen)
                {
                    seen = now;
                    line = new JsonObject { ["type"] = "MODIFIED", ["object"] = lease.DeepClone() }.ToJsonString() + "\n";
                }
            }

            if (line is not null)
            {
                await context.Response.WriteAsync(line, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
            else
            {
                await change.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
