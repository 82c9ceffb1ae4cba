using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Shortener;

/// <summary>Reads what a client sends to make a link: JSON, or a form of either kind.</summary>
internal static class LinkBody
{
    /// <exception cref="BadHttpRequestException">The body is none of these, or cannot be read.</exception>
    public static async Task<LinkRequest> ReadAsync(HttpRequest request)
    {
        try
        {
            return await ReadAnyAsync(request);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException and not BadHttpRequestException)
        {
            // The connection broke, or a stop cut it off; this answer will not arrive either.
            throw new BadHttpRequestException("The body did not arrive.", problem);
        }
    }

    private static async Task<LinkRequest> ReadAnyAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !(request.HasJsonContentType() || request.HasFormContentType))
            throw new BadHttpRequestException("Send application/json or a form, with 'url' and perhaps 'code'.", StatusCodes.Status415UnsupportedMediaType);
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("Send the body in UTF-8.", StatusCodes.Status415UnsupportedMediaType);

        return request.HasJsonContentType() ? await ReadJsonAsync(request) : await ReadFormAsync(request);
    }

    private static async Task<LinkRequest> ReadJsonAsync(HttpRequest request)
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(request.Body, LinkJson.Default.LinkRequest, request.HttpContext.RequestAborted);
            return read ?? new LinkRequest(null, null);
        }
        catch (JsonException problem)
        {
            throw new BadHttpRequestException($"The body is not the expected JSON: {problem.Message}", problem);
        }
    }

    private static async Task<LinkRequest> ReadFormAsync(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return new LinkRequest(Single(form["url"], "url"), Single(form["code"], "code"));
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // More fields than a form may have, one that is too long, or a part that is none.
            throw new BadHttpRequestException($"The form cannot be read: {problem.Message}", problem);
        }
    }

    private static string? Single(StringValues values, string name) =>
        values.Count > 1 ? throw new BadHttpRequestException($"The form has '{name}' more than once.") : (string?)values;
}
