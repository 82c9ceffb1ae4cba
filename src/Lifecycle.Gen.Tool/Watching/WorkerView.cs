using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lifecycle.Tool.Watching;

/// <summary>A worker as the terminal shows it.</summary>
internal sealed class WorkerView(string name, int process)
{
    private const int MostEvents = 8;

    private readonly Dictionary<string, JsonElement> _units = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly List<string> _events = [];
    private string _state = "";
    private string _health = "";

    /// <summary>Takes a message in.</summary>
    /// <returns>What is new, as lines.</returns>
    public IReadOnlyList<string> Update(JsonElement message)
    {
        var news = new List<string>();
        var (state, health) = (message.GetProperty("state").GetString()!, message.GetProperty("health").GetString()!);
        if (state != _state || health != _health)
            news.Add($"{name}: {state}, {health}");

        (_state, _health) = (state, health);
        var hasLog = message.TryGetProperty("log", out var log);
        foreach (var unit in message.GetProperty("units").EnumerateArray())
        {
            var id = unit.GetProperty("id").GetString()!;
            var isKnown = _units.TryGetValue(id, out var before);
            if (!isKnown)
                _ids.Add(id);
            if (!isKnown || (!hasLog && Text(before, "state") != Text(unit, "state")))
                news.Add($"{id}: {(isKnown ? Text(before, "state") + " -> " : "")}{Text(unit, "state")}{InBrackets(Text(unit, "reason"))}");

            _units[id] = unit;
        }

        foreach (var entry in hasLog ? log.EnumerateArray().ToList() : [])
            news.Add(Text(entry, "text")!);

        _events.AddRange(news);
        _events.RemoveRange(0, Math.Max(0, _events.Count - MostEvents));
        return news;
    }

    /// <summary>The units, what is waited for and the last events.</summary>
    public IRenderable Table()
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape($"{name} ({process}): {_state}, {_health}")) };
        table.AddColumns("unit", "state", "start ms", "reason");
        foreach (var id in _ids)
        {
            var unit = _units[id];
            var state = Text(unit, "state")!;
            table.AddRow(
                new Text(id),
                new Text(state, new Style(ColorOf(state))),
                new Text(unit.GetProperty("startMilliseconds").GetDouble().ToString("0.#", CultureInfo.InvariantCulture)),
                new Text(Text(unit, "reason") ?? ""));
        }

        var waiting = _ids.Where(id => Text(_units[id], "state") is "Starting" or "Stopping").ToList();
        var waits = new Text(waiting.Count == 0 ? "" : $"waiting for {string.Join(", ", waiting)}");
        return new Rows([table, waits, .. _events.Select(static text => new Text(text))]);
    }

    private static string InBrackets(string? reason) => reason is null ? "" : $" ({reason})";

    private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static Color ColorOf(string state) => state switch
    {
        "Started" => Color.Green,
        "Failed" => Color.Red,
        "Starting" or "Stopping" => Color.Yellow,
        _ => Color.Grey,
    };
}
