using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lifecycle.Watch;
using Lifecycle.Watch.Snapshots;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.AspNetCore.Page;

/// <summary>Answers the requests of the page.</summary>
internal sealed class LivePage(IReadOnlyList<LifecycleWorker> workers, IServiceProvider services, bool allowsActions)
{
    private const int MostBytes = 64 * 1024;

    private static readonly string s_page = ReadPage();

    private readonly WorkerEventLog? _log = services.GetService<WorkerEventLog>();
    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly CancellationToken _stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;

    /// <summary>The page: one document, which loads nothing but its own data.</summary>
    public async Task WritePageAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var token = allowsActions ? services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken ?? "" : "";
        var options = string.Concat(workers.Select(static worker => $"<option>{HtmlEncoder.Default.Encode(worker.Plan.Worker)}</option>"));
        var page = s_page.Replace("{{nonce}}", nonce, StringComparison.Ordinal)
            .Replace("{{workers}}", options, StringComparison.Ordinal)
            .Replace("{{token}}", HtmlEncoder.Default.Encode(token), StringComparison.Ordinal)
            .Replace("{{base}}", HtmlEncoder.Default.Encode($"{context.Request.PathBase}{context.Request.Path}".TrimEnd('/')), StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        await WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page)).ConfigureAwait(false);
    }

    /// <summary>A worker at this moment.</summary>
    public Task WriteSnapshotAsync(HttpContext context) =>
        WithWorkerAsync(context, worker => WriteAsync(context, "application/json", SnapshotWriter.Whole(worker, _log, allowsActions)));

    /// <summary>Its graph.</summary>
    public Task WritePlanAsync(HttpContext context) =>
        WithWorkerAsync(context, worker => WriteAsync(context, "image/svg+xml", Encoding.UTF8.GetBytes(worker.Plan.ToSvg())));

    /// <summary>The timeline of its last start, where the start is recorded.</summary>
    public Task WriteStartAsync(HttpContext context) => WithWorkerAsync(context, worker => worker.StartupReport is { } report
        ? WriteAsync(context, "image/svg+xml", Encoding.UTF8.GetBytes(report.ToSvg()))
        : RefuseAsync(context, StatusCodes.Status404NotFound, "The start was not recorded: set RecordStartup of the worker's options."));

    /// <summary>What happens from now on.</summary>
    public Task WriteEventsAsync(HttpContext context) => WithWorkerAsync(context, async worker =>
    {
        // A connection that is open until the client leaves must not hold up the stop of the host.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        try
        {
            await new EventStream(worker, _log, allowsActions, context.Response).RunAsync(_time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The end of every stream.
        }
    });

    /// <summary>Does what a client asks for.</summary>
    public Task ActAsync(HttpContext context) => WithWorkerAsync(context, async worker =>
    {
        if (!await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The request does not come from the page, or the page is too old: load it again.")
                .ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context).ConfigureAwait(false) is not { } body)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The body is no JSON, or too long.").ConfigureAwait(false);
            return;
        }

        using (body)
        {
            if (PageAction.Read(body.RootElement, worker, out var action) is { } fault)
                await RefuseAsync(context, StatusCodes.Status400BadRequest, fault).ConfigureAwait(false);
            else
                await RunAsync(context, worker, action).ConfigureAwait(false);
        }
    });

    private static async Task RunAsync(HttpContext context, LifecycleWorker worker, PageAction action)
    {
        try
        {
            await action.RunAsync(worker, context.RequestAborted).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (LifecycleException failure)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, failure.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "The worker was stopped meanwhile.").ConfigureAwait(false);
        }
    }

    private static async Task<JsonDocument?> ReadAsync(HttpContext context)
    {
        var buffer = new byte[MostBytes];
        var count = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        try
        {
            return count == MostBytes ? null : JsonDocument.Parse(buffer.AsMemory(0, count));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task WithWorkerAsync(HttpContext context, Func<LifecycleWorker, Task> answer)
    {
        var name = context.GetRouteValue("worker") as string;
        foreach (var worker in workers)
        {
            if (worker.Plan.Worker == name)
                return answer(worker);
        }

        return RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such worker.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }

    private static async Task WriteAsync(HttpContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private static string ReadPage()
    {
        using var stream = typeof(LivePage).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
