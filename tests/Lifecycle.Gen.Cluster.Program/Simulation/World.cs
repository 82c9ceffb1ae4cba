namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>One schedule: processes come, stop, die, pause and go on, while the store is slow or away. The invariants are checked as things happen.</summary>
internal sealed class World
{
    private const double HorizonSeconds = 90;

    private readonly Random _random;
    private readonly LeaseOptions _options;
    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<string> _said = [];
    private readonly double _bound;
    private long _disturbedAt;
    private long _inactiveSince;
    private int _number;
    private long _highest;

    public World(int seed, bool verbose = false, Plant plant = Plant.None)
    {
        Plant = plant;
        Verbose = verbose;
        Seed = seed;
        _random = new Random(seed);
        var duration = 4 + (_random.NextDouble() * 8);
        _options = new LeaseOptions
        {
            DurationSeconds = duration,
            StopSeconds = duration * (0.2 + (_random.NextDouble() * 0.3)),
            RetrySeconds = 0.2 + (_random.NextDouble() * 0.8),
            OnLost = _random.Next(2) == 0 ? LeaseLoss.Standby : LeaseLoss.StopWorker,
        };
        Store = new SimulatedStore(Time, _random)
        {
            Plant = plant,
            LimitSeconds = duration / 3,
            LossRate = _random.Next(3) == 0 ? 0 : _random.NextDouble() * 0.1,
            Tells = _random.Next(2) == 0,
        };
        // The time of the lease on a slow clock, a look that just missed it, and a write that another process was faster with.
        _bound = (duration * 1.03) + (2 * _options.RetrySeconds) + 0.5;
    }

    public int Seed { get; }

    public bool Verbose { get; }

    public Plant Plant { get; }

    public VirtualTime Time { get; } = new();

    public SimulatedStore Store { get; }

    /// <summary>How often units came up.</summary>
    public int Activations { get; private set; }

    /// <summary>How often two processes had units up because one of them had been paused.</summary>
    public int PausedOverlaps { get; private set; }

    public string? Violation { get; private set; }

    public IReadOnlyList<string> Said => _said;

    public void Run()
    {
        for (var i = 0; i < 3; i++)
            Time.In(_random.NextDouble() * 3, Start);

        var events = _random.Next(3, 9);
        for (var i = 0; i < events; i++)
            Time.In(_random.NextDouble() * HorizonSeconds, Happen);

        for (var second = 1; second <= HorizonSeconds && Violation is null; second++)
        {
            Time.RunUntil(second * TimeSpan.TicksPerSecond);
            CheckNobody();
        }

        foreach (var process in _processes)
        {
            if (process.Fault is { } fault)
                Violate($"process {process.Number} failed: {fault.InnerException}");
        }
    }

    public void Activated(SimulatedProcess process)
    {
        Activations++;
        Say($"{process.Number}: up with token {process.Token}");
        if (process.Token <= _highest)
            Violate($"the token {process.Token} of process {process.Number} is not higher than {_highest}");

        _highest = process.Token;
        foreach (var other in _processes)
        {
            if (!other.IsActive || ReferenceEquals(other, process) || other.WasReported)
                continue;

            if (!other.WasPaused)
                Violate($"processes {other.Number} and {process.Number} are up at once");

            PausedOverlaps++;
        }
    }

    public void Deactivated()
    {
        if (!_processes.Exists(process => process.IsActive))
            _inactiveSince = Time.Now;
    }

    public void Disturb() => _disturbedAt = Time.Now + (long)(_options.DurationSeconds * TimeSpan.TicksPerSecond);

    public void Say(string text)
    {
        if (Verbose)
            _said.Add(FormattableString.Invariant($"{(double)Time.Now / TimeSpan.TicksPerSecond,9:0.000} {text}"));
    }

    private void Start()
    {
        var process = new SimulatedProcess(this, ++_number, _random, _options);
        _processes.Add(process);
        _disturbedAt = Math.Max(_disturbedAt, Time.Now);
        Say($"{process.Number}: started");
    }

    private void Happen()
    {
        _disturbedAt = Math.Max(_disturbedAt, Time.Now);
        var live = _processes.FindAll(process => !process.IsOver);
        // Most faults meet the process that has the lease.
        var active = live.Find(process => process.IsActive);
        var victim = active is not null && _random.Next(4) != 0 ? active : live.Count > 0 ? live[_random.Next(live.Count)] : null;
        switch (_random.Next(6))
        {
            case 0 when victim is not null:
                Say($"{victim.Number}: killed");
                victim.Kill();
                Time.In(_random.NextDouble() * 10, Start);
                break;
            case 1 when victim is { Time.IsPaused: false }:
                Say($"{victim.Number}: told to stop");
                victim.Stop();
                Time.In(_random.NextDouble() * 10, Start);
                break;
            case 2 or 3 when victim is { Time.IsPaused: false }:
                Say($"{victim.Number}: paused");
                victim.Pause();
                Time.In(_random.NextDouble() * 20, () => Resume(victim));
                break;
            case 4:
                Store.OutageUntil = Time.Now + (long)(_random.NextDouble() * 15 * TimeSpan.TicksPerSecond);
                Say("the store is away");
                _disturbedAt = Math.Max(_disturbedAt, Store.OutageUntil);
                break;
            default:
                Start();
                break;
        }
    }

    private void Resume(SimulatedProcess process)
    {
        if (process.IsOver)
            return;

        Say($"{process.Number}: goes on");
        _disturbedAt = Math.Max(_disturbedAt, Time.Now);
        process.Time.Resume();
        if (process.IsActive && process.Token < _highest && !process.KnowsLoss)
            Violate($"process {process.Number} goes on after its lease was taken, and does not know");
    }

    /// <summary>Never without units that are up for longer than the bound, while a process could take the lease and nothing else happened.</summary>
    private void CheckNobody()
    {
        if (_processes.Exists(process => process.IsActive) || !_processes.Exists(process => process.IsContending))
        {
            _inactiveSince = Math.Max(_inactiveSince, Time.Now);
            return;
        }

        var since = Math.Max(Math.Max(_disturbedAt, Store.DisturbedAt), _inactiveSince);
        if (Time.Now - since > _bound * TimeSpan.TicksPerSecond)
            Violate(FormattableString.Invariant($"nobody was up for {(double)(Time.Now - since) / TimeSpan.TicksPerSecond:0.0} s, and one could"));
    }

    private void Violate(string what)
    {
        Say("VIOLATION: " + what);
        Violation ??= what;
    }
}
