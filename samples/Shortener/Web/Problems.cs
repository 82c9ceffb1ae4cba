using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shortener;

/// <summary>Turns what a client did wrong, and what a request cannot have at the moment, into answers. All else is a bug: a 500 that is logged.</summary>
internal sealed partial class Problems(ILogger logger)
{
    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            LogGone(problem);
        }
        catch (InvalidLinkException problem)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, problem.Message);
        }
        catch (CodeTakenException problem)
        {
            await WriteAsync(context, StatusCodes.Status409Conflict, problem.Message);
        }
        catch (UnknownHostException problem)
        {
            await WriteAsync(context, StatusCodes.Status421MisdirectedRequest, problem.Message);
        }
        catch (BadHttpRequestException problem)
        {
            await WriteAsync(context, problem.StatusCode, problem.Message);
        }
        catch (GateClosedException)
        {
            context.Response.Headers.Connection = "close";
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The server is going down.");
        }
        catch (Exception problem) when (problem is DbException or SocketException)
        {
            LogStoreFailed(problem);
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The store does not answer.");
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, string error)
    {
        if (context.Response.HasStarted)
            return;

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new ErrorResponse(error), LinkJson.Default.ErrorResponse, contentType: null, context.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Warning, "A request failed, as the store does not answer")]
    private partial void LogStoreFailed(Exception problem);

    [LoggerMessage(2, LogLevel.Debug, "A client went away")]
    private partial void LogGone(Exception problem);
}
