using System.Text.Json.Serialization;

namespace Shortener;

internal sealed record LinkRequest(string? Url, string? Code);

internal sealed record LinkResponse(string Code, string Url, string ShortUrl, DateTimeOffset Created, long Clicks);

internal sealed record ErrorResponse(string Error);

internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, string> Units);

// Generated at compile time: no reflection, so it also works in the native binary.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(LinkResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class LinkJson : JsonSerializerContext;
