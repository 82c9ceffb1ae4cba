namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>What happened, in order: <c>up a</c>, <c>down b</c>.</summary>
internal sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];

    public void Add(string what, string unit) => Add($"{what} {unit}");

    public void Add(string entry)
    {
        lock (_lock)
            _entries.Add(entry);
    }

    public string[] Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>All entries in one line, for comparison.</summary>
    public override string ToString() => string.Join(", ", Entries);

    public string Of(string what) =>
        string.Join(", ", Entries.Where(entry => entry.StartsWith(what + " ", StringComparison.Ordinal)).Select(entry => entry[(what.Length + 1)..]));

    public int Count(string entry) => Entries.Count(e => string.Equals(e, entry, StringComparison.Ordinal));

    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }
}
