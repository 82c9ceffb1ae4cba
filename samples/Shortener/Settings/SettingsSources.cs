using System.Collections;
using System.Text.Json;

namespace Shortener;

/// <summary>
/// Where settings come from: arguments before environment variables before a JSON file. Collects all that is wrong instead of stopping at the first.
/// </summary>
internal sealed class SettingsSources
{
    private const string Prefix = "SHORTENER_";

    private readonly List<(IReadOnlyDictionary<string, string> Values, Func<string, string> Origin)> _sources = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "settings" };
    private readonly List<string> _problems = [];

    public delegate bool Parser<T>(string text, out T value);

    public static SettingsSources Open(IReadOnlyDictionary<string, string> arguments)
    {
        var sources = new SettingsSources();
        sources._sources.Add((arguments, static name => $"--{name}"));
        sources._sources.Add((ReadEnvironment(), static name => Prefix + name.Replace('-', '_').ToUpperInvariant()));
        if (sources.Find("settings") is var (path, _))
            sources._sources.Add((ReadJson(path), name => $"{path}, \"{name}\""));
        return sources;
    }

    public T Read<T>(string name, T missing, string expected, Parser<T> parse, bool secret = false)
    {
        _known.Add(name);
        if (Find(name) is not var (text, origin))
            return missing;
        if (parse(text, out var value))
            return value;

        _problems.Add($"{origin} must be {expected}{(secret ? "" : $", not '{text}'")}");
        return missing;
    }

    public void ThrowOnProblems()
    {
        foreach (var (values, origin) in _sources)
        {
            foreach (var name in values.Keys.Where(name => !_known.Contains(name)).Order(StringComparer.Ordinal))
                _problems.Add($"{origin(name)} is not a setting");
        }

        if (_problems.Count > 0)
            throw new ProblemException(string.Join("; ", _problems) + ".");
    }

    private (string Text, string Origin)? Find(string name)
    {
        foreach (var (values, origin) in _sources)
        {
            if (values.TryGetValue(name, out var text))
                return (text, origin(name));
        }

        return null;
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var (key, value) = ((string)variable.Key, (string?)variable.Value ?? "");
            if (!key.StartsWith(Prefix, StringComparison.Ordinal))
                continue;

            var name = key[Prefix.Length..].Replace('_', '-').ToLowerInvariant();
            // Kubernetes sets these in every container of a namespace that has a service named shortener.
            if (name is "port" || name.StartsWith("port-", StringComparison.Ordinal) || name.StartsWith("service-", StringComparison.Ordinal))
                continue;
            if (!values.TryAdd(name, value))
                throw new ProblemException($"{key.ToUpperInvariant()} is there twice.");
        }

        return values;
    }

    private static Dictionary<string, string> ReadJson(string path)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), options);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                    throw new ProblemException($"{path}, \"{member.Name}\" must be a string or a number.");
                if (!values.TryAdd(member.Name, member.Value.ToString()))
                    throw new ProblemException($"{path}, \"{member.Name}\" is there twice.");
            }

            return values;
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw new ProblemException($"The settings file {(path.Length > 0 ? path : "''")} cannot be read: {problem.Message}");
        }
    }
}
