using Lifecycle.Protocol;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>A process of a simulated world: the protocol as it is, on units that take their time.</summary>
internal sealed class SimulatedProcess : ILeasedUnits, ILogger
{
    private readonly World _world;
    private readonly Random _random;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private readonly TimeSpan _turn;
    private HeldLease? _held;
    private long _passesUntil;
    private bool _isStopping;
    private bool _isUp;

    public SimulatedProcess(World world, int number, Random random, LeaseOptions options)
    {
        _world = world;
        _random = random;
        Number = number;
        Time = new ProcessTime(world.Time, 1 + ((random.NextDouble() - 0.5) * (world.Plant == Plant.UnequalClocks ? 0.5 : 0.008)));
        _turn = TimeSpan.FromSeconds(options.DurationSeconds * 1.01);
        var times = new LeaseTimes(options);
        var log = new LeaseLog(this);
        var contender = new LeaseContender(world.Store.For(Time), "lease", "process " + number, times, Time, log);
        var loop = new LeaseLoop(contender, this, "lease", options, times, Time, log) { Changed = held => _held = held ?? _held };
        _loop = loop.RunAsync(_stopping.Token, _end.Token);
    }

    public int Number { get; }

    public ProcessTime Time { get; }

    /// <summary>Its units are up, or on the way.</summary>
    public bool IsActive { get; private set; }

    /// <summary>It was paused while its units were up, so that it could not keep the time.</summary>
    public bool WasPaused { get; private set; }

    /// <summary>A unit did not end in time, and the log said so.</summary>
    public bool WasReported { get; private set; }

    /// <summary>It tries to take the lease. After a failed start it releases it, and passes its turn for the time of a lease.</summary>
    public bool IsContending =>
        !_isStopping && !Time.IsDead && !Time.IsPaused && !IsActive && !_loop.IsCompleted && _world.Time.Now >= _passesUntil;

    public long Token => _held?.Token ?? 0;

    /// <summary>The units know that the lease is lost.</summary>
    public bool KnowsLoss => _held is { } held && (held.IsLost || held.IsReleased);

    public Exception? Fault => _loop.Exception;

    public bool IsOver => Time.IsDead || (_isStopping && _end.IsCancellationRequested);

    IReadOnlyList<string> ILeasedUnits.Up => _isUp ? ["unit"] : [];

    public void Kill()
    {
        Time.Kill();
        Deactivate();
    }

    public void Pause()
    {
        WasPaused |= IsActive;
        Time.Pause();
    }

    /// <summary>Stops as a worker does: units down, lease released, loop over.</summary>
    public void Stop()
    {
        if (_isStopping || Time.IsDead)
            return;

        _isStopping = true;
        _stopping.Cancel();
        _ = EndAsync();
    }

    async Task ILeasedUnits.StartAsync(TimeSpan shutdownLimit, CancellationToken cancellationToken)
    {
        WasPaused = false;
        WasReported = false;
        _isUp = true;
        IsActive = true;
        _world.Activated(this);
        await LeasePause.WaitAsync(TimeSpan.FromSeconds(_random.NextDouble() * 3), Time, cancellationToken).ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested && _random.Next(100) != 0)
            return;

        await DownAsync(shutdownLimit * _random.NextDouble());
        _world.Disturb();
        _passesUntil = _world.Time.Now + (_turn * 4 / 3).Ticks; // A third is the limit of the release.
        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The unit failed.");
    }

    async Task ILeasedUnits.StopAsync(TimeSpan limit, CancellationToken stopping)
    {
        _world.Say($"{Number}: units told to stop");
        stopping.ThrowIfCancellationRequested(); // A worker that is stopping already does it once.

        if (_world.Plant == Plant.UnitsGoOn)
        {
            await DownAsync(limit * 3);
            return;
        }

        if (_random.Next(50) != 0)
        {
            await DownAsync(limit * _random.NextDouble());
            return;
        }

        // Abandoned by the engine at the limit, which it reports by name; the hook goes on.
        await LeasePause.WaitAsync(limit, Time, CancellationToken.None);
        WasReported = true;
        await LeasePause.WaitAsync(TimeSpan.FromSeconds(_random.NextDouble() * 5), Time, CancellationToken.None);
        await DownAsync(TimeSpan.Zero);
    }

    void ILeasedUnits.StopWorker(int exitCode) => Stop();

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        WasReported |= eventId.Id is 203 && _world.Plant != Plant.UnitsGoOn;
        if (_world.Verbose)
            _world.Say($"{Number}: {formatter(state, exception)} {exception?.Message}");
    }

    private async Task EndAsync()
    {
        if (_world.Plant == Plant.ReleasedTooEarly && _held is { IsLost: false, IsReleased: false } early)
            await early.ReleaseAsync(CancellationToken.None);

        if (_isUp)
            await DownAsync(TimeSpan.FromSeconds(_random.NextDouble() * 2));

        if (_held is { IsLost: false, IsReleased: false } held)
            await held.ReleaseAsync(CancellationToken.None);

        _end.Cancel();
    }

    private async Task DownAsync(TimeSpan takes)
    {
        await LeasePause.WaitAsync(takes, Time, CancellationToken.None);
        _isUp = false;
        Deactivate();
    }

    private void Deactivate()
    {
        if (!IsActive)
            return;

        IsActive = false;
        _world.Say($"{Number}: down");
        _world.Deactivated();
    }
}
