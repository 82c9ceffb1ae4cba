using System.Globalization;
using Lifecycle.Runtime;

namespace Lifecycle.Protocol;

/// <summary>One part of divided work in a process: its lease, and its unit while this process has that.</summary>
internal sealed class PartitionSlot : ILeasedUnits
{
    private readonly Partitioned _work;
    private readonly IWorkerContext _worker;
    private readonly LeaseContender _contender;
    private readonly LeaseLoop _loop;
    private readonly LeaseTimes _times;
    private readonly string _name;
    private readonly int _index;
    private HeldLease? _held;
    private IUnit? _unit;
    private Task _life = Task.CompletedTask;
    private long _notBefore;

    public PartitionSlot(Partitioned work, IWorkerContext worker, LeaseClient client, string name, int index)
    {
        _work = work;
        _worker = worker;
        _name = name;
        _index = index;
        (_contender, _loop, _times) = client.MakeLoop(name, this, held => Volatile.Write(ref _held, held));
    }

    public bool IsHeld => Volatile.Read(ref _held) is { IsReleased: false };

    public LeaseTimes Times => _times;

    /// <summary>It ends when the lease does, or the loop.</summary>
    public Task Life => _life;

    public IReadOnlyList<string> Up => _unit is null ? [] : [_name];

    private TimeProvider Time => _worker.TimeProvider;

    /// <summary>Takes the part if it is free; then its unit lives until the lease or the worker ends.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken stopping, CancellationToken end)
    {
        if (!_life.IsCompleted || Time.GetTimestamp() < _notBefore)
            return false;

        var (held, _) = await _contender.LookAsync(stopping).ConfigureAwait(false);
        if (held is null)
            return false;

        _life = LiveAsync(_loop.HoldAsync(held, stopping, end));
        return true;
    }

    /// <summary>Goes on with what a reload has kept.</summary>
    public void Resume(CancellationToken stopping, CancellationToken end)
    {
        if (Volatile.Read(ref _held) is { IsReleased: false } kept)
            _life = LiveAsync(_loop.WatchAsync(kept, stopping, end));
    }

    /// <summary>Takes the unit down and frees the part for another process.</summary>
    public async Task GiveUpAsync(CancellationToken stopping)
    {
        if (Volatile.Read(ref _held) is not { IsReleased: false } held)
            return;

        try
        {
            await StopAsync(_times.Stop, stopping).ConfigureAwait(false);
        }
        catch (LifecycleException)
        {
            await held.AbandonAsync().ConfigureAwait(false); // A hook may still run: the lease ends by its time.
            throw;
        }

        await held.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The worker has stopped: frees the part.</summary>
    /// <param name="isDown">Whether its units are down; otherwise the lease ends by its time.</param>
    public async Task ReleaseAsync(bool isDown)
    {
        if (Volatile.Read(ref _held) is { IsReleased: false } held)
            await (isDown && !held.IsLost ? held.ReleaseAsync(CancellationToken.None) : held.AbandonAsync()).ConfigureAwait(false);
    }

    public async Task StartAsync(TimeSpan shutdownLimit, CancellationToken cancellationToken)
    {
        var held = Volatile.Read(ref _held)!;
        var unit = _work.Make(new Partition(_name, _index, held))
            ?? throw new InvalidOperationException($"Create of {_work.GetType()} made no unit for the part {_index}.");
        if (!unit.Needs(_work))
            throw new InvalidOperationException(
                $"{unit.GetType()} must depend on {_work.GetType()}, so that it goes down before its lease is released: mark it "
                + $"[DependsOn<{_work.GetType().Name}>], or take that in its constructor.");

        _unit = unit;
        try
        {
            await StandbyUnits.AttachAsync(_worker, unit, _index.ToString(CultureInfo.InvariantCulture), cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            _unit = null;
            await EndAsync(unit).ConfigureAwait(false); // What was not attached has no other owner.
            throw;
        }
    }

    public async Task StopAsync(TimeSpan limit, CancellationToken stopping)
    {
        if (_unit is not { } unit)
            return;

        try
        {
            await StandbyUnits.DetachAsync(_worker, unit, limit.TotalSeconds, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw; // It is still up, and goes down with the worker.
        }
        catch
        {
            _unit = null;
            throw;
        }

        _unit = null;
    }

    public void StopWorker(int exitCode) => _worker.RequestStop(exitCode);

    private static async ValueTask EndAsync(IUnit unit)
    {
        if (unit is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        else
            (unit as IDisposable)?.Dispose();
    }

    private async Task LiveAsync(Task<TimeSpan?> hold)
    {
        var pause = await hold.ConfigureAwait(false);
        _notBefore = Time.GetTimestamp() + (long)((pause ?? TimeSpan.Zero).TotalSeconds * Time.TimestampFrequency);
    }
}
