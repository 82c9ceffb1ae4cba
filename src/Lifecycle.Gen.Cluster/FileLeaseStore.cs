using System.Globalization;
using System.Text;

namespace Lifecycle;

/// <summary>
/// Leases of the processes of one machine, in files of a folder: one for each lease. The lock of the operating system on the file makes a read and a write one
/// step; it ends with its process, whatever becomes of that. A folder of a network file system is not meant for this.
/// </summary>
public sealed class FileLeaseStore : ILeaseStore
{
    private const int Fields = 4;
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(5);

    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Leases in a folder, which is made if it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The clock for pauses; <see langword="null"/> for that of the system.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    public FileLeaseStore(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Directory.CreateDirectory(folder).FullName;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var file = await OpenAsync(name, cancellationToken).ConfigureAwait(false);
        return Read(file, name);
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var file = await OpenAsync(name, cancellationToken).ConfigureAwait(false);
        if (Read(file, name)?.Version != record.Version)
            return null;

        var version = record.Version is null ? 1 : long.Parse(record.Version, CultureInfo.InvariantCulture) + 1;
        var written = record with { Version = version.ToString(CultureInfo.InvariantCulture) };
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{written.Version}\n{written.Token}\n{written.DurationSeconds:R}\n{written.Holder.ReplaceLineEndings(" ")}\n");
        // Never shorter than before and written at once, so that a process that dies meanwhile leaves no mixture of two records.
        var bytes = Encoding.UTF8.GetBytes(text);
        var padded = new byte[Math.Max(bytes.Length, file.Length)];
        padded.AsSpan().Fill((byte)' ');
        bytes.CopyTo(padded, 0);
        file.Position = 0;
        file.Write(padded);
        file.Flush(flushToDisk: true);
        return written;
    }

    /// <summary>Looks at the time of the file, every few milliseconds.</summary>
    /// <param name="name">The name of the lease.</param>
    /// <param name="version">The version that was read last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var before = File.GetLastWriteTimeUtc(path);
        var record = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (record?.Version != version)
            return;

        while (File.GetLastWriteTimeUtc(path) == before)
            await Task.Delay(s_between, _time, cancellationToken).ConfigureAwait(false);
    }

    private static LeaseRecord? Read(FileStream file, string name)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var text = reader.ReadToEnd();
        if (text.Length == 0)
            return null;

        var fields = text.Split('\n');
        if (fields.Length == Fields + 1
            && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var token)
            && double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return new LeaseRecord(fields[3], token, seconds, fields[0]);

        throw new InvalidDataException($"{file.Name} is no record of the lease {name}. Remove the file when no process has the lease.");
    }

    private string PathOf(string name) => Path.Combine(_folder, Uri.EscapeDataString(name) + ".lease");

    /// <summary>Opens the file with its lock, which others have for microseconds.</summary>
    private async Task<FileStream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = PathOf(name);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e.GetType() == typeof(IOException))
            {
                await Task.Delay(s_between, _time, cancellationToken).ConfigureAwait(false); // Locked by another process.
            }
        }
    }
}
