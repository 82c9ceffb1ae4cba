using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>
/// Makes a worker from lambdas, with a clock and a queue that the test drives. Everything runs on the test's thread, so a test is the same every
/// time.
/// </summary>
internal sealed class Rig
{
    private readonly SortedDictionary<string, (string[] Dependencies, Action<TestUnit> Hooks)> _units = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, string[]> _onRequest = new(StringComparer.Ordinal);

    /// <summary>Under the runner's synchronization context continuations would go to the real pool.</summary>
    public Rig() => SynchronizationContext.SetSynchronizationContext(null);

    /// <summary>The custom phases of the worker.</summary>
    public List<PlanPhase> Phases { get; } = [];

    public VirtualTime Time { get; } = new();

    public ManualQueue Queue { get; } = new();

    public Journal Journal { get; } = new();

    /// <summary>Where the jitter comes from.</summary>
    public Random? Random { get; set; }

    public IWorkerObserver? Observer { get; set; }

    public bool Telemetry { get; set; }

    public bool ReloadOnCodeUpdate { get; init; }

    public bool RecordStartup { get; set; }

    public bool NotifySystemd { get; init; }

    public bool KeepsStacksApart { get; init; }

    /// <summary><see cref="WorkerOptions.RepeatedSignalSeconds"/>, where it is not the default.</summary>
    public double? RepeatedSignals { get; set; }

    /// <summary>What a host makes of the options; nothing for a worker without one.</summary>
    public TestHost? Host { get; init; }

    /// <summary>The units of the current generation, by id.</summary>
    public Dictionary<string, TestUnit> Live { get; } = [];

    /// <summary>Called instead of <c>new</c> where a construction is to fail.</summary>
    public Func<string, TestUnit>? Make { get; set; }

    public Rig Unit(string id, string dependencies = "", Action<TestUnit>? hooks = null)
    {
        _units.Add(id, (dependencies.Split(' ', StringSplitOptions.RemoveEmptyEntries), hooks ?? (unit => unit.Marks(Hook.OnStartup, Hook.OnShutdown))));
        return this;
    }

    /// <summary>Not started by the worker's start; those named wait for it without needing it.</summary>
    public Rig OnRequest(string id, string withoutNeed = "")
    {
        _onRequest.Add(id, withoutNeed.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return this;
    }

    public TestWorker Build(int maxConcurrency = 0, double shutdown = 30, double grace = 1, double startup = 0, ILoggerFactory? logger = null,
        double drainDelay = 0, bool pool = false, string name = "Test.Worker")
    {
        var order = Order();
        var dependencies = new List<ushort>();
        foreach (var id in order)
        {
            var own = _units[id].Dependencies;
            dependencies.Add((ushort)own.Length);
            dependencies.AddRange(own.Select(d => (ushort)Array.IndexOf(order, d)));
        }

        var options = new WorkerOptions
        {
            TimeProvider = Time,
            MaxConcurrency = maxConcurrency,
            ShutdownTimeoutSeconds = shutdown,
            ShutdownGraceSeconds = grace,
            DrainDelaySeconds = drainDelay,
            StartupTimeoutSeconds = startup,
            LoggerFactory = logger ?? NullLoggerFactory.Instance,
            Random = Random,
            Observer = Observer,
            Telemetry = Telemetry,
            RecordStartup = RecordStartup,
            NotifySystemd = NotifySystemd,
            KeepsStacksApart = KeepsStacksApart,
            RepeatedSignalSeconds = RepeatedSignals ?? new WorkerOptions().RepeatedSignalSeconds,
            ReloadOnCodeUpdate = ReloadOnCodeUpdate,
            WorkQueue = pool ? PoolQueue.Instance : Queue,
        };
        var onRequest = new List<ushort>();
        foreach ((var id, var others) in _onRequest)
        {
            onRequest.AddRange([(ushort)Array.IndexOf(order, id), (ushort)others.Length]);
            onRequest.AddRange(others.Select(other => (ushort)Array.IndexOf(order, other)));
        }

        var plan = new WorkerPlan(name, () => order, dependencies.ToArray()) { OnRequest = onRequest.ToArray(), Phases = [.. Phases] };
        return new TestWorker(plan, Host?.Adopt(options) ?? options, units => Construct(order, units));
    }

    /// <summary>Lets everything happen that can happen without time passing.</summary>
    public void Settle() => Queue.Run();

    /// <summary>Lets time pass, and at each moment everything that then can happen.</summary>
    public void Advance(double seconds)
    {
        var end = Time.GetTimestamp() + TimeSpan.FromSeconds(seconds).Ticks;
        do
            Settle();
        while (Time.AdvanceToNext(end));
        Time.Advance((end - Time.GetTimestamp()) / (double)TimeSpan.TicksPerSecond);
        Settle();
    }

    /// <summary>A pause of virtual time.</summary>
    public Task Delay(double seconds, CancellationToken token = default) => Time.Pause(seconds, token);

    private void Construct(string[] order, IUnit[] units)
    {
        for (var i = 0; i < order.Length; i++)
        {
            var unit = Make?.Invoke(order[i]) ?? new TestUnit(order[i], Journal);
            _units[order[i]].Hooks(unit);
            Live[order[i]] = unit;
            units[i] = unit;
        }
    }

    /// <summary>As the generator does it: dependencies first, ties by id.</summary>
    private string[] Order()
    {
        var order = new List<string>();
        while (order.Count < _units.Count)
            order.Add(_units.First(u => !order.Contains(u.Key) && u.Value.Dependencies.All(order.Contains)).Key);

        return [.. order];
    }
}

internal sealed class TestWorker(WorkerPlan plan, WorkerOptions options, Action<IUnit[]> construct) : LifecycleWorker(plan, options)
{
    protected override void Construct(IUnit[] units) => construct(units);

    /// <summary>What a generated constructor does with an input that the worker owns.</summary>
    public void Owns(string name, object? input) => Own(name, input);

    /// <summary>What a generated method of a phase on request does.</summary>
    public Task BroadcastAsync(string phase, CancellationToken token = default) => RunPhaseAsync(phase, token);

    public UnitState StateOf(string id) => Units.Single(unit => unit.Id == id).State;
}

internal static class Guard
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Ends a test that hangs. The only real time in these tests, and never waited for when they pass.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(s_limit);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(s_limit);
}

internal static class Waiting
{
    /// <summary>Waits for the end of a cycle that other threads work on, driving the rig's queue and clock in between.</summary>
    public static async Task WaitAsyncSettled(this TestWorker worker, Rig rig)
    {
        var end = worker.WaitAsync();
        while (!end.IsCompleted)
        {
            rig.Advance(1);
            await Task.Yield();
        }

        await end;
    }
}
