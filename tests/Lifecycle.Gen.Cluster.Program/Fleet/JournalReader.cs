using System.Globalization;
using System.Text;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Reads the journal of a process while that writes it: each time what is new, up to the last whole line.</summary>
internal sealed class JournalReader(string path, int process)
{
    private readonly List<Entry> _entries = [];
    private long _position;

    public IReadOnlyList<Entry> Read()
    {
        if (!File.Exists(path))
            return _entries;

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var buffer = new byte[file.Length - _position];
        file.Position = _position;
        file.ReadExactly(buffer);
        var end = Array.LastIndexOf(buffer, (byte)'\n') + 1;
        _position += end;
        foreach (var line in Encoding.UTF8.GetString(buffer, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            _entries.Add(new Entry(
                long.Parse(fields[0], CultureInfo.InvariantCulture), process, fields[1], long.Parse(fields[2], CultureInfo.InvariantCulture)));
        }

        return _entries;
    }
}
