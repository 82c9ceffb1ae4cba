using System.Text.Json.Serialization.Metadata;
using Lifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Shortener;

/// <summary>Links over HTTP. Plain request delegates: nothing here needs reflection or generated binding.</summary>
[Unit]
internal sealed partial class LinkEndpoints(Settings settings, Shortening shortening, ClickCounter clicks)
{
    /// <summary>Adds the routes; what they do with links happens behind the gate.</summary>
    public void Map(IEndpointRouteBuilder routes, Gate gate)
    {
        routes.MapPost("/links", context => CreateAsync(context, gate));
        routes.MapGet("/links/{code}", context => DescribeAsync(context, gate));
        routes.MapDelete("/links/{code}", context => RemoveAsync(context, gate));
        routes.MapMethods("/{code}", [HttpMethods.Get, HttpMethods.Head], context => FollowAsync(context, gate));
    }

    private async Task CreateAsync(HttpContext context, Gate gate)
    {
        var request = await LinkBody.ReadAsync(context.Request);
        var (response, isNew) = await gate.PassAsync(context, async () =>
        {
            var root = Root(context);
            var (link, isNew) = await shortening.ShortenAsync(request.Url, request.Code, context.Request.Host, context.RequestAborted);
            return (Describe(root, link), isNew);
        });
        context.Response.Headers.Location = response.ShortUrl;
        await WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, response, LinkJson.Default.LinkResponse);
    }

    private async Task FollowAsync(HttpContext context, Gate gate)
    {
        var code = Code(context);
        var url = await gate.PassAsync(context, async () =>
        {
            var url = await shortening.FindUrlAsync(code, context.RequestAborted);
            if (url is not null && HttpMethods.IsGet(context.Request.Method))
                clicks.Count(code);
            return url;
        });
        if (url is null)
        {
            await WriteNotFoundAsync(context, code);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(url);
    }

    private async Task DescribeAsync(HttpContext context, Gate gate)
    {
        var code = Code(context);
        var response = await gate.PassAsync(context, async () =>
        {
            var root = Root(context);
            return await shortening.FindAsync(code, context.RequestAborted) is { } link ? Describe(root, link) : null;
        });
        if (response is not null)
            await WriteAsync(context, StatusCodes.Status200OK, response, LinkJson.Default.LinkResponse);
        else
            await WriteNotFoundAsync(context, code);
    }

    private async Task RemoveAsync(HttpContext context, Gate gate)
    {
        var code = Code(context);
        if (await gate.PassAsync(context, async () => await shortening.RemoveAsync(code, context.RequestAborted)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await WriteNotFoundAsync(context, code);
    }

    private string Root(HttpContext context) => settings.Own.RootFor(context.Request.Scheme, context.Request.Host);

    private static LinkResponse Describe(string root, Link link) => new(link.Code, link.Url, $"{root}/{link.Code}", link.Created, link.Clicks);

    private static string Code(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static Task WriteNotFoundAsync(HttpContext context, string code) =>
        WriteAsync(context, StatusCodes.Status404NotFound, new ErrorResponse($"There is no link '{code}'."), LinkJson.Default.ErrorResponse);

    private static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);
    }
}
