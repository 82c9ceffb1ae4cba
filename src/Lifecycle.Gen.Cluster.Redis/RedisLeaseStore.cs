using System.Globalization;
using StackExchange.Redis;

namespace Lifecycle;

/// <summary>
/// Leases in Redis: a key for each lease, which a script replaces only if it still has the value that was read. Processes that wait learn of writes by
/// publish and subscribe.
/// </summary>
/// <remarks>
/// A Redis that evicts keys, loses its last writes in a crash (<c>appendfsync everysec</c>) or fails over to a replica loses leases with them: then two
/// processes
/// may have one for a time, and its tokens begin anew. Use it where that is bearable, with <c>appendonly yes</c> and <c>appendfsync always</c>.
/// </remarks>
public sealed class RedisLeaseStore : ILeaseStore
{
    private const int Fields = 4;
    private const char Separator = '\n';

    // One round trip; a transaction with a condition takes three, and blocks the thread that writes meanwhile.
    private const string Write =
        """
        if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2])
        redis.call('PUBLISH', KEYS[1], '')
        return 1
        """;

    private readonly IConnectionMultiplexer _redis;
    private readonly string _prefix;

    /// <summary>Leases in a Redis.</summary>
    /// <param name="redis">Its connection, which is not disposed with the store.</param>
    /// <param name="prefix">What stands before the names of the keys. Default: <c>lifecycle:lease:</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public RedisLeaseStore(IConnectionMultiplexer redis, string prefix = "lifecycle:lease:")
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(prefix);
        _redis = redis;
        _prefix = prefix;
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var value = await _redis.GetDatabase().StringGetAsync(_prefix + name, CommandFlags.DemandMaster).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Parse(name, value);
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(record);
        // The version is the whole value: what is unchanged as a text is unchanged.
        var number = record.Version is null ? 1 : NumberOf(record.Version) + 1;
        var value = string.Create(
            CultureInfo.InvariantCulture, $"{number}\n{record.Token}\n{record.DurationSeconds:R}\n{record.Holder.ReplaceLineEndings(" ")}");
        RedisKey key = _prefix + name;
        var isWritten = _redis.GetDatabase().ScriptEvaluateAsync(Write, [key], [record.Version ?? "", value], CommandFlags.DemandMaster);
        return (bool)await isWritten.WaitAsync(cancellationToken).ConfigureAwait(false) ? record with { Version = value } : null;
    }

    /// <inheritdoc/>
    public async Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var queue = await _redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(_prefix + name)).WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What was written before it was subscribed came with no message.
            var record = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
            if (record?.Version == version)
                await queue.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await queue.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
        }
    }

    private static long NumberOf(string version) =>
        long.Parse(version.AsSpan(0, version.IndexOf(Separator, StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);

    private LeaseRecord? Parse(string name, RedisValue value)
    {
        if (value.IsNull)
            return null;

        var text = value.ToString();
        var fields = text.Split(Separator);
        if (fields.Length == Fields
            && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var token)
            && double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return new LeaseRecord(fields[3], token, seconds, text);

        throw new InvalidDataException($"The key {_prefix}{name} is no record of a lease. Remove it when no process has the lease.");
    }
}
