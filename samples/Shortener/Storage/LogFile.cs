using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Shortener;

/// <summary>
/// An append-only file of frames: length, CRC-32C, entries. One frame is one write and one fsync, so a crash can only leave the last
/// frame incomplete; its changes were not acknowledged, and opening the file cuts it off.
/// </summary>
internal sealed class LogFile : IAsyncDisposable
{
    private const int HeaderLength = 8;
    private const int MaxFrameLength = 1 << 26;

    private static readonly byte[] s_signature = "links 1\n"u8.ToArray();

    private readonly FileStream _file;
    private readonly MemoryStream _frame = new();
    private readonly BinaryWriter _writer;

    private LogFile(FileStream file)
    {
        _file = file;
        _writer = new BinaryWriter(_frame, Encoding.UTF8);
    }

    /// <summary>How many bytes of an incomplete frame were cut off when the file was opened.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Opens or creates the file, for this process alone, and replays what is in it.</summary>
    /// <exception cref="InvalidDataException">The file is none of ours, or is damaged elsewhere than at its end.</exception>
    public static LogFile Open(string path, Action<LogEntry> replay)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        try
        {
            var log = new LogFile(file);
            log.Recover(path, replay);
            return log;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends the entries as one frame; when it returns, they survive the death of process and machine.</summary>
    public void Append(IReadOnlyCollection<LogEntry> entries)
    {
        _frame.SetLength(0);
        _frame.Position = HeaderLength;
        foreach (var entry in entries)
            entry.WriteTo(_writer);
        _writer.Flush();

        var frame = _frame.GetBuffer().AsSpan(0, (int)_frame.Length);
        if (frame.Length > MaxFrameLength)
            throw new InvalidOperationException($"{entries.Count} entries are too many for one frame.");

        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame[HeaderLength..]));
        _file.Write(frame);
        _file.Flush(flushToDisk: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _file.DisposeAsync();
    }

    private void Recover(string path, Action<LogEntry> replay)
    {
        var signature = new byte[s_signature.Length];
        var read = _file.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        if (!signature.AsSpan(0, read).SequenceEqual(s_signature.AsSpan(0, read)))
            throw new InvalidDataException($"{path} is not a file of links.");

        if (read < s_signature.Length)
        {
            StartNew();
            return;
        }

        var good = (long)s_signature.Length;
        while (TryReadFrame() is { } payload)
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            while (reader.BaseStream.Position < payload.Length)
                replay(LogEntry.ReadFrom(reader));
            good = _file.Position;
        }

        CutOff(path, good);
    }

    private void StartNew()
    {
        _file.SetLength(0);
        _file.Write(s_signature);
        _file.Flush(flushToDisk: true);
    }

    private byte[]? TryReadFrame()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (_file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return null;

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > MaxFrameLength || length > _file.Length - _file.Position)
            return null;

        var payload = new byte[length];
        _file.ReadExactly(payload);
        return Checksum(payload) == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) ? payload : null;
    }

    private void CutOff(string path, long good)
    {
        TornBytes = _file.Length - good;
        if (TornBytes == 0)
            return;

        if (!IsTorn(good))
        {
            throw new InvalidDataException(
                $"{path} is damaged at byte {good}, and {TornBytes} bytes follow: nothing was changed. "
                + "Restore the file from a backup, or cut it at that byte to go on without what follows.");
        }

        _file.SetLength(good);
        _file.Position = good;
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Whether the bytes from here on can be what is left of one write: it ends with the file, or was never filled in.</summary>
    private bool IsTorn(long start)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        _file.Position = start;
        if (_file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return true;

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is > 0 and <= MaxFrameLength)
            return start + HeaderLength + length >= _file.Length;

        _file.Position = start;
        int next;
        while ((next = _file.ReadByte()) == 0)
        {
            // A file system may grow a file before it writes what goes there.
        }

        return next < 0;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            checksum = BitOperations.Crc32C(checksum, word);
        foreach (var last in bytes[(bytes.Length & ~7)..])
            checksum = BitOperations.Crc32C(checksum, last);
        return ~checksum;
    }
}
