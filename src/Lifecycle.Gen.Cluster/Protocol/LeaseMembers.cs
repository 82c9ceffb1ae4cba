using System.Globalization;
using System.Text;

namespace Lifecycle.Protocol;

/// <summary>
/// The processes that share some work: each counts up in one record, and counts as live for as long as the others see it count. Says how many there are; who
/// has what is decided by leases alone, so that a wrong number is a matter of balance and not of exclusion.
/// </summary>
internal sealed class LeaseMembers(ILeaseStore store, string name, string self, LeaseTimes times, TimeProvider time, LeaseLog log)
{
    private const int Attempts = 5;

    private readonly Dictionary<string, (long Count, long SeenAt)> _seen = new(StringComparer.Ordinal);
    private int _count = 1;

    /// <summary>How many are live, this one included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts up until the worker stops, and then leaves.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await TryBeatAsync(isLeaving: false, stopping).ConfigureAwait(false);
            await Task.Delay(times.Renew / 2, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await TryBeatAsync(isLeaving: true, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task TryBeatAsync(bool isLeaving, CancellationToken stopping)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (await BeatAsync(isLeaving, stopping).ConfigureAwait(false))
                    return;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!stopping.IsCancellationRequested)
                log.NotRead(name, e);
        }
    }

    private async Task<bool> BeatAsync(bool isLeaving, CancellationToken stopping)
    {
        var stored = await LeaseRequest.SendAsync(token => store.ReadAsync(name, token), times.Renew, time, stopping).ConfigureAwait(false);
        var members = Parse(stored?.Holder ?? "");
        See(members);
        if (isLeaving)
            members.Remove(self);
        else
            members[self] = members.GetValueOrDefault(self) + 1;

        Volatile.Write(ref _count, Math.Max(members.Count, 1));
        var wanted = new LeaseRecord(Format(members), 0, times.DurationSeconds, stored?.Version);
        return await LeaseRequest.SendAsync(token => store.TryWriteAsync(name, wanted, token), times.Renew, time, stopping).ConfigureAwait(false) is not null;
    }

    /// <summary>Removes those who have not counted up for the time of a lease.</summary>
    private void See(Dictionary<string, long> members)
    {
        foreach (var (member, count) in new Dictionary<string, long>(members, StringComparer.Ordinal))
        {
            if (!_seen.TryGetValue(member, out var seen) || seen.Count != count)
                _seen[member] = (count, time.GetTimestamp());
            else if (member != self && time.GetElapsedTime(seen.SeenAt) > times.Duration)
                members.Remove(member);
        }
    }

    private static Dictionary<string, long> Parse(string text)
    {
        var members = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entry in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.LastIndexOf('=');
            if (equals > 0 && long.TryParse(entry.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                members[entry[..equals]] = count;
        }

        return members;
    }

    private static string Format(Dictionary<string, long> members)
    {
        var text = new StringBuilder();
        foreach (var (member, count) in members)
            text.Append(CultureInfo.InvariantCulture, $"{member}={count};");

        return text.ToString();
    }
}
