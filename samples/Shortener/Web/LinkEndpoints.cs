using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Shortener;

/// <summary>Links over HTTP. Plain request delegates: nothing here needs reflection or generated binding.</summary>
[Unit]
internal sealed partial class LinkEndpoints(Settings settings, Shortening shortening, ClickCounter clicks)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/links", CreateAsync);
        routes.MapGet("/links/{code}", DescribeAsync);
        routes.MapDelete("/links/{code}", RemoveAsync);
        routes.MapMethods("/{code}", [HttpMethods.Get, HttpMethods.Head], FollowAsync);
    }

    /// <summary>Turns what users do wrong into answers; everything else is the server's own fault, a 500 that is logged.</summary>
    public static async Task AnswerProblemsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidLinkException problem)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, problem.Message);
        }
        catch (JsonException problem)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, $"The body is not the expected JSON: {problem.Message}");
        }
        catch (CodeTakenException problem)
        {
            await WriteErrorAsync(context, StatusCodes.Status409Conflict, problem.Message);
        }
        catch (BadHttpRequestException problem)
        {
            await WriteErrorAsync(context, problem.StatusCode, problem.Message);
        }
    }

    private async Task CreateAsync(HttpContext context)
    {
        if (await ReadRequestAsync(context.Request) is not { } request)
        {
            await WriteErrorAsync(context, StatusCodes.Status415UnsupportedMediaType, "Send application/json or a form, with 'url' and perhaps 'code'.");
            return;
        }

        var (link, isNew) = await shortening.ShortenAsync(request.Url, request.Code, context.RequestAborted);
        var response = Describe(context, link);
        context.Response.Headers.Location = response.ShortUrl;
        await WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, response, LinkJson.Default.LinkResponse);
    }

    private async Task FollowAsync(HttpContext context)
    {
        var code = Code(context);
        if (await shortening.FindUrlAsync(code, context.RequestAborted) is not { } url)
        {
            await WriteErrorAsync(context, StatusCodes.Status404NotFound, $"There is no link '{code}'.");
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method))
            clicks.Count(code);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(url);
    }

    private async Task DescribeAsync(HttpContext context)
    {
        var code = Code(context);
        if (await shortening.FindAsync(code, context.RequestAborted) is { } link)
            await WriteAsync(context, StatusCodes.Status200OK, Describe(context, link), LinkJson.Default.LinkResponse);
        else
            await WriteErrorAsync(context, StatusCodes.Status404NotFound, $"There is no link '{code}'.");
    }

    private async Task RemoveAsync(HttpContext context)
    {
        var code = Code(context);
        if (await shortening.RemoveAsync(code, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await WriteErrorAsync(context, StatusCodes.Status404NotFound, $"There is no link '{code}'.");
    }

    private static async Task<LinkRequest?> ReadRequestAsync(HttpRequest request)
    {
        if (request.HasJsonContentType())
            return await JsonSerializer.DeserializeAsync(request.Body, LinkJson.Default.LinkRequest, request.HttpContext.RequestAborted) ?? new LinkRequest(null, null);
        if (!request.HasFormContentType)
            return null;

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return new LinkRequest(form["url"], form["code"]);
    }

    private LinkResponse Describe(HttpContext context, Link link)
    {
        var root = settings.BaseUrl?.ToString() ?? UriHelper.BuildAbsolute(context.Request.Scheme, context.Request.Host);
        return new(link.Code, link.Url, $"{root.TrimEnd('/')}/{link.Code}", link.Created, link.Clicks);
    }

    private static string Code(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static Task WriteErrorAsync(HttpContext context, int status, string error) =>
        WriteAsync(context, status, new ErrorResponse(error), LinkJson.Default.ErrorResponse);

    private static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);
    }
}
