using System.Text.Json;

namespace Lifecycle.Tool.Checking;

/// <summary>Reads what the compiler writes with <c>/errorlog</c>, in SARIF 2.1.</summary>
internal static class SarifReader
{
    /// <summary>The problems in a file that nothing suppresses.</summary>
    public static IEnumerable<Problem> Read(string path, string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.GetProperty("runs").EnumerateArray()
            .SelectMany(static run => run.TryGetProperty("results", out var results) ? results.EnumerateArray() : [])
            .Where(static result => !result.TryGetProperty("suppressions", out var all) || all.GetArrayLength() == 0)
            .Select(result => ReadResult(result, folder)).ToList();
    }

    private static Problem ReadResult(JsonElement result, string folder)
    {
        var rule = result.GetProperty("ruleId").GetString()!;
        var level = result.TryGetProperty("level", out var found) ? found.GetString()! : "warning";
        var message = result.GetProperty("message").GetProperty("text").GetString()!;
        if (!result.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            return new Problem(rule, level, message, "", 1, 1, 1, 1);

        var place = locations[0].GetProperty("physicalLocation");
        var region = place.GetProperty("region");
        var (line, column) = (NumberOf(region, "startLine", 1), NumberOf(region, "startColumn", 1));
        return new Problem(
            rule,
            level,
            message,
            PathOf(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!, folder),
            line,
            column,
            NumberOf(region, "endLine", line),
            NumberOf(region, "endColumn", column));
    }

    private static int NumberOf(JsonElement region, string name, int otherwise) => region.TryGetProperty(name, out var number) ? number.GetInt32() : otherwise;

    private static string PathOf(string uri, string folder)
    {
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
        var relative = Path.GetRelativePath(folder, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
