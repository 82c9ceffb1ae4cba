namespace Shortener;

internal enum EntryKind : byte
{
    Added = 1,
    Removed = 2,
    Clicked = 3,
}

/// <summary>One change of the file store, as it stands in the file.</summary>
internal readonly record struct LogEntry(EntryKind Kind, string Code, string Url, DateTimeOffset Created, long Clicks)
{
    public static LogEntry Added(Link link) => new(EntryKind.Added, link.Code, link.Url, link.Created, 0);

    public static LogEntry Removed(string code) => new(EntryKind.Removed, code, "", default, 0);

    public static LogEntry Clicked(string code, long clicks) => new(EntryKind.Clicked, code, "", default, clicks);

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write((byte)Kind);
        writer.Write(Code);
        if (Kind == EntryKind.Added)
        {
            writer.Write(Url);
            writer.Write7BitEncodedInt64(Created.ToUnixTimeMilliseconds());
        }
        else if (Kind == EntryKind.Clicked)
        {
            writer.Write7BitEncodedInt64(Clicks);
        }
    }

    public static LogEntry ReadFrom(BinaryReader reader)
    {
        var kind = (EntryKind)reader.ReadByte();
        var code = reader.ReadString();
        return kind switch
        {
            EntryKind.Added => new(kind, code, reader.ReadString(), DateTimeOffset.FromUnixTimeMilliseconds(reader.Read7BitEncodedInt64()), 0),
            EntryKind.Removed => Removed(code),
            EntryKind.Clicked => Clicked(code, reader.Read7BitEncodedInt64()),
            _ => throw new InvalidDataException($"There is no entry of kind {kind}; was the file written by a newer version?"),
        };
    }
}
