using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lifecycle.Tool.Checking;

namespace Lifecycle.Tool.Commands;

/// <summary>How findings can be written.</summary>
internal static class CheckFormats
{
    /// <summary>The names of all, the default first.</summary>
    public static readonly string[] All = ["text", "sarif", "github"];

    /// <summary>Findings in a format.</summary>
    public static string Write(IReadOnlyList<Problem> problems, string format) => format switch
    {
        "sarif" => Sarif(problems),
        "github" => string.Concat(problems.Select(Annotation)),
        _ => string.Concat(problems.Select(static problem => $"{Place(problem)}{problem.Level} {problem.Rule}: {problem.Message}\n")),
    };

    private static string Place(Problem problem) => problem.File.Length == 0 ? "" : $"{problem.File}({problem.Line},{problem.Column}): ";

    /// <summary>A workflow command of GitHub Actions.</summary>
    private static string Annotation(Problem problem)
    {
        var kind = problem.Level == "note" ? "notice" : problem.Level;
        var (begin, end) = ($"line={problem.Line},col={problem.Column}", $"endLine={problem.EndLine},endColumn={problem.EndColumn}");
        var place = problem.File.Length == 0 ? "" : $"file={Property(problem.File)},{begin},{end},";
        return $"::{kind} {place}title={problem.Rule}::{Data(problem.Message)}\n";
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Sarif(IReadOnlyList<Problem> problems)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "Lifecycle.Gen");
            json.WriteString("version", typeof(CheckFormats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
            json.WriteStartArray("rules");
            foreach (var rule in problems.Select(static problem => problem.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("id", rule);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("results");
            foreach (var problem in problems)
                WriteResult(json, problem);

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void WriteResult(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", problem.Rule);
        json.WriteString("level", problem.Level);
        json.WriteStartObject("message");
        json.WriteString("text", problem.Message);
        json.WriteEndObject();
        if (problem.File.Length > 0)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", Uri.EscapeDataString(problem.File).Replace("%2F", "/", StringComparison.Ordinal));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", problem.Line);
            json.WriteNumber("startColumn", problem.Column);
            json.WriteNumber("endLine", problem.EndLine);
            json.WriteNumber("endColumn", problem.EndColumn);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
