using System.Net;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Recipes.Listener;

[Unit]
public sealed partial class HttpServer(string prefix, Func<HttpListenerRequest, Task<byte[]>> answer, ILogger<HttpServer> logger)
{
    private HttpListener? _listener;
    private InFlight? _requests;

    // A listener that was closed cannot be started again.
    [OnStartup]
    private void Listen()
    {
        _requests = new InFlight();
        _listener = new HttpListener { Prefixes = { prefix } };
        _listener.Start();
    }

    // So many at once. They go on during the drain, with 503 for what comes too late.
    [Background]
    private Task ServeAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ServeOneByOneAsync(stopping)));

    private async Task ServeOneByOneAsync(CancellationToken stopping)
    {
        while (true)
            await HandleAsync(await _listener!.GetContextAsync().WaitAsync(stopping));
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        if (!_requests!.TryEnter())
        {
            context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            context.Response.Close();
            return;
        }

        try
        {
            // With a known length and not kept alive: the connection has ended in order before the listener does, which resets the others.
            var body = await answer(context.Request);
            context.Response.KeepAlive = false;
            context.Response.Close(body, willBlock: true);
        }
        catch (Exception problem)
        {
            LogFailed(context.Request.Url, problem);
            context.Response.Abort();
        }
        finally
        {
            _requests.Leave();
        }
    }

    [OnDrain]
    private Task DrainAsync(CancellationToken cancellationToken) => _requests!.CloseAsync().WaitAsync(cancellationToken);

    // Not Stop or Close, which answer with 200 and an empty body what nothing has handled.
    [OnShutdown]
    private void End() => _listener!.Abort();

    [LoggerMessage(1, LogLevel.Error, "{Url} failed")]
    private partial void LogFailed(Uri? url, Exception problem);
}
