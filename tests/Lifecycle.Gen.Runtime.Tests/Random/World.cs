using Lifecycle.Engine;
using Lifecycle.Runtime;
using Lifecycle.Tests.Kit;

namespace Lifecycle.Tests.RandomRuns;

/// <summary>
/// One random run: a random graph, random hooks, random requests at random moments, all decided by one seed. It runs on one thread, with virtual time
/// and a queue that takes its items in random order, so the same seed always gives the same run.
/// </summary>
internal sealed class World
{
    private const int MostSteps = 2_000_000;
    private const int TraceLength = 400;

    private static readonly int[] s_phases =
    [
        Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.Background, Hook.OnReady, Hook.Run,
        Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit, Hook.Lifespan,
    ];

    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly ManualQueue _queue = new();
    private readonly Queue<string> _trace = [];
    private readonly List<(string Name, Task Task)> _calls = [];
    private readonly List<RandomFailure> _failures = [];
    private readonly HashSet<LifecycleException> _outcomes = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource _startToken = new();
    private readonly TestWorker _worker;
    private readonly double _trouble;
    private int _reloadsLeft = 3;
    private bool _wentDown;

    /// <summary>Nobody wanted the worker up after somebody wanted it down.</summary>
    private bool _stopIsLast;
    private bool _reloaded;

    public World(int seed)
    {
        _random = new Random(seed);
        _trouble = _random.Next(4) switch { 0 => 0, 1 => 0.01, 2 => 0.05, _ => 0.25 };
        Shapes = MakeShapes(_random.Next(20) == 0 ? _random.Next(1, 200) : _random.Next(1, 14));
        MaxConcurrency = _random.Next(4) == 0 ? _random.Next(1, 4) : 0;
        Current = new RandomUnit?[Shapes.Length];
        Checks = new Checks(this);
        var options = new WorkerOptions
        {
            TimeProvider = _time,
            WorkQueue = _queue,
            MaxConcurrency = MaxConcurrency,
            StartupTimeoutSeconds = _random.Next(6) == 0 ? _random.Next(1, 40) * 0.02 : 0,
            ShutdownTimeoutSeconds = _random.Next(3) switch { 0 => _random.Next(1, 40) * 0.02, 1 => 30, _ => 2 },
            ShutdownGraceSeconds = _random.Next(4) * 0.1,
            Observer = seed % 4 == 0 ? null : new EventChecks(this),
        };
        _worker = new TestWorker(MakePlan(), options, Construct);
    }

    public UnitShape[] Shapes { get; }

    public RandomUnit?[] Current { get; }

    public Checks Checks { get; }

    public int MaxConcurrency { get; }

    /// <summary>Counts the ways up.</summary>
    public int Cycle { get; private set; }

    public IEnumerable<string> Log => _trace;

    public void Trace(string what)
    {
        if (_trace.Count == TraceLength)
            _trace.Dequeue();

        _trace.Enqueue($"{_time.Elapsed.TotalMilliseconds,8:0} ms  {what}");
    }

    public int LiveHooks() => Current.Sum(unit => unit!.Model.Live);

    /// <summary>A hook on the way up after one on the way down: a reload has begun its second half.</summary>
    public void Observe(int phase)
    {
        bool down = phase is Hook.OnDrain or Hook.OnShutdown or Hook.PostShutdown or Hook.OnExit;
        if (!down && phase is not (Hook.Background or Hook.Run) && _wentDown)
            Checks.BeginCycle(++Cycle);

        if (phase is not (Hook.Background or Hook.Run))
            _wentDown = down;
    }

    public void Run()
    {
        int actions = _random.Next(0, 7);
        Start();
        for (int step = 0; ; step++)
        {
            if (step > MostSteps)
            {
                Checks.Violate("the run does not come to an end");
                return;
            }

            Collect();
            if (actions > 0 && _random.Next(12) == 0)
            {
                actions--;
                Act();
            }
            else if (!_queue.RunOne(_random.Next) && !_time.AdvanceToNext())
            {
                if (actions == 0)
                    break;

                actions--;
                Act();
            }
        }

        if (_stopIsLast && _worker.State == UnitState.Started)
            Checks.Violate("a request to stop was forgotten");

        Call("DisposeAsync", _worker.DisposeAsync().AsTask());
        for (int step = 0; _queue.RunOne(_random.Next) || _time.AdvanceToNext(); step++)
        {
            if (step > MostSteps)
            {
                Checks.Violate("the disposal does not come to an end");
                return;
            }
        }

        Collect();
        CheckEnd();
    }

    public Behaviour Choose(int phase, UnitShape shape, int hook)
    {
        double seconds = (_random.Next(0, 16) * 0.02) + 0.007;
        if (_random.NextDouble() >= _trouble)
        {
            bool endless = phase == Hook.Background || (phase == Hook.Run && _random.Next(2) == 0);
            return new Behaviour(endless ? BehaviourKind.UntilCancelled : _random.Next(3) == 0 ? BehaviourKind.Slow : BehaviourKind.Quick, seconds);
        }

        var kind = (BehaviourKind)_random.Next((int)BehaviourKind.AsksForReload + 1);
        if (kind == BehaviourKind.UntilCancelled && phase is not (Hook.Background or Hook.Run) && shape.Find(hook) is not { TimeoutSeconds: > 0 })
            kind = BehaviourKind.Slow; // Nothing would ever cancel it: a start without a limit may wait for ever.

        if (kind == BehaviourKind.Endless && phase is not (Hook.Background or Hook.Run) && phase is < Hook.OnDrain or Hook.Lifespan)
            kind = BehaviourKind.Deaf;

        return new Behaviour(kind, kind == BehaviourKind.Deaf ? seconds * 10 : seconds);
    }

    public Task? Perform(Behaviour behaviour, int hook, RandomUnit unit, CancellationToken token)
    {
        string place = $"{Names.Of(hook >> 8 << 8)} of {unit.Shape.Id}: {behaviour.Kind}";
        bool mayBeRepeated = unit.Shape.Find(hook) is { Retries: > 0 };
        switch (behaviour.Kind)
        {
            case BehaviourKind.Throws:
                throw Fail(place, mayBeRepeated);
            case BehaviourKind.Slow:
                return _time.Pause(behaviour.Seconds, token);
            case BehaviourKind.SlowThrows:
                return SlowThrowsAsync();
            case BehaviourKind.FailsWhenCancelled:
                return FailsWhenCancelledAsync();
            case BehaviourKind.Deaf:
                return _time.Pause(behaviour.Seconds, CancellationToken.None);
            case BehaviourKind.Endless:
                return new TaskCompletionSource().Task;
            case BehaviourKind.UntilCancelled:
                return _time.Pause(-1, token);
            case BehaviourKind.ForeignCancellation:
                throw new OperationCanceledException(new CancellationToken(canceled: true));
            case BehaviourKind.AsksForStop:
                _worker.RequestStop();
                return null;
            case BehaviourKind.AsksForReload:
                _reloaded = true;
                if (_reloadsLeft-- > 0)
                    _worker.RequestReload();
                return null;
            default:
                return null;
        }

        async Task SlowThrowsAsync()
        {
            await _time.Pause(behaviour.Seconds, token);
            throw Fail(place, mayBeRepeated);
        }

        async Task FailsWhenCancelledAsync()
        {
            try
            {
                await _time.Pause(behaviour.Seconds, token);
            }
            catch (OperationCanceledException)
            {
                throw Fail(place, mayBeRepeated);
            }
        }
    }

    public ValueTask MayFailDisposal() => _random.NextDouble() < _trouble / 5 ? throw Fail("disposal", mayBeRepeated: false) : default;

    private RandomFailure Fail(string place, bool mayBeRepeated)
    {
        var failure = new RandomFailure(place);
        Trace("  fails: " + place);
        if (!mayBeRepeated)
            _failures.Add(failure);

        return failure;
    }

    /// <summary>Whether somebody waits to start the worker anew, other than the owner of a start that a stop would turn round.</summary>
    private bool IsStartPending()
    {
        int pending = _calls.Count(call => call is { Name: "StartAsync", Task.IsCompleted: false });
        return pending > (_worker.State == UnitState.Starting && !_reloaded ? 1 : 0);
    }

    private void Start()
    {
        _stopIsLast = false;
        bool own = _worker.State is UnitState.Created or UnitState.Stopped or UnitState.Failed && _random.Next(3) == 0;
        Call("StartAsync", _worker.StartAsync(own ? _startToken.Token : default));
    }

    private void Act()
    {
        switch (_random.Next(10))
        {
            case 0 or 1:
                Start();
                break;
            case 2 or 3:
                _stopIsLast = !IsStartPending();
                Call("StopAsync", _worker.StopAsync());
                break;
            case 4:
                Trace("RequestStop");
                _stopIsLast = !IsStartPending();
                _worker.RequestStop();
                break;
            case 5 or 6:
                _reloaded = true;
                Call("ReloadAsync", _worker.ReloadAsync());
                break;
            case 7:
                Trace("RequestReload");
                _reloaded = true;
                _worker.RequestReload();
                break;
            case 8:
                Call("WaitAsync", _worker.WaitAsync());
                break;
            default:
                Trace("cancel the start");
                _startToken.Cancel();
                break;
        }
    }

    private void Call(string name, Task task)
    {
        Trace($"{name} ({_worker.State})");
        _calls.Add((name, task));
    }

    private void Collect()
    {
        if (_worker.Engine.Outcome is { } outcome)
            _outcomes.Add(outcome);
    }

    private void CheckEnd()
    {
        foreach ((string name, Task task) in _calls)
        {
            if (!task.IsCompleted)
                Checks.Violate($"{name} never ends");
            else if (task.Exception?.InnerException is { } error and not (LifecycleException or OperationCanceledException))
                Checks.Violate($"{name} throws {error}");
            else if (task.Exception?.InnerException is LifecycleException failure)
                _outcomes.Add(failure);
        }

        if (_worker.State is not (UnitState.Stopped or UnitState.Failed))
            Checks.Violate($"the worker ends as {_worker.State}");
        if (_time.LiveTimers > 0)
            Checks.Violate($"{_time.LiveTimers} timers are left");

        CheckGeneration();
        var surfaced = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        foreach (LifecycleException outcome in _outcomes)
            Surface(outcome, surfaced);

        foreach (RandomFailure lost in _failures.Where(failure => !surfaced.Contains(failure)))
            Checks.Violate("an error is lost: " + lost.Message);
    }

    private static void Surface(Exception error, HashSet<Exception> surfaced)
    {
        if (!surfaced.Add(error))
            return;

        if (error.InnerException is { } cause)
            Surface(cause, surfaced);

        foreach (Exception other in (error as LifecycleException)?.Others ?? [])
            Surface(other, surfaced);
    }

    private void CheckGeneration()
    {
        foreach (RandomUnit? unit in Current)
        {
            if (unit is not null && unit.Model.Disposals != 1)
                Checks.Violate($"{unit.Shape.Id} was disposed {unit.Model.Disposals} times");
        }
    }

    private void Construct(IUnit[] units)
    {
        CheckGeneration();
        Trace("construct");
        _wentDown = false;
        Cycle++;
        bool fails = _random.NextDouble() < _trouble / 10;
        int built = fails ? _random.Next(units.Length) : units.Length;
        Array.Clear(Current);
        for (int slot = 0; slot < built; slot++)
        {
            Current[slot] = new RandomUnit(this, slot);
            units[slot] = Current[slot]!;
        }

        if (fails)
            throw Fail("construction", mayBeRepeated: false);
    }

    private WorkerPlan MakePlan()
    {
        var dependencies = new List<ushort>();
        foreach (UnitShape shape in Shapes)
        {
            dependencies.Add((ushort)shape.Dependencies.Length);
            dependencies.AddRange(shape.Dependencies.Select(dependency => (ushort)dependency));
        }

        string[] ids = [.. Shapes.Select(shape => shape.Id)];
        return new WorkerPlan("Random.Worker", () => ids, dependencies.ToArray());
    }

    /// <summary>The first unit has a plain hook in the phases that tell one cycle from the next.</summary>
    private UnitShape[] MakeShapes(int count)
    {
        var shapes = new UnitShape[count];
        double density = _random.NextDouble();
        for (int slot = 0; slot < count; slot++)
        {
            int wanted = _random.Next(0, Math.Min(slot, 4) + 1);
            var dependencies = new SortedSet<int>();
            for (int i = 0; i < wanted; i++)
                dependencies.Add(_random.Next(_random.Next(2) == 0 ? Math.Max(0, slot - 3) : 0, slot));

            var shape = new UnitShape { Id = $"u{slot:000}", Dependencies = [.. dependencies] };
            foreach (int dependency in dependencies)
                shapes[dependency].Dependents.Add(slot);

            foreach (int phase in s_phases)
            {
                int hooks = _random.NextDouble() < density ? _random.Next(8) == 0 ? 2 : 1 : 0;
                if (phase is Hook.Lifespan && _random.Next(3) != 0)
                    hooks = 0;
                if (slot == 0 && phase is Hook.PreStartup or Hook.OnStartup or Hook.OnShutdown or Hook.PostShutdown)
                    hooks = Math.Max(hooks, 1);
                if (phase is Hook.Run && _random.Next(4) != 0)
                    hooks = 0;

                for (int step = 0; step < hooks; step++)
                    shape.Add(phase, MakeHook(phase, step));
            }

            shapes[slot] = shape;
        }

        return shapes;
    }

    private HookDefinition MakeHook(int phase, int step)
    {
        bool repeats = phase is Hook.PreStartup or Hook.OnStartup && _random.Next(6) == 0;
        return new HookDefinition(phase + step, Names.Of(phase) + step)
        {
            TimeoutSeconds = phase is not (Hook.Background or Hook.Run) && _random.Next(8) == 0 ? _random.Next(1, 12) * 0.02 : 0,
            Retries = repeats ? _random.Next(1, 4) : 0,
            RetryDelaySeconds = repeats ? _random.Next(0, 3) * 0.02 : 0,
            Backoff = (Backoff)_random.Next(2),
        };
    }
}
