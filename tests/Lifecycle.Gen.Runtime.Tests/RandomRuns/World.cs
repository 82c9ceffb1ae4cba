using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// One random run: a random graph, random hooks, random requests at random moments, all decided by one draw. It runs on one thread, with virtual time
/// and a queue that takes its items in random order, so the same draw always gives the same run.
/// </summary>
internal sealed class World
{
    private const int MostSteps = 2_000_000;
    private const int TraceLength = 600;

    /// <summary>A hook that may be restarted for ever keeps a run from its end: after so long without a request the next one comes all the same.</summary>
    private const double MostPatienceSeconds = 120;

    private readonly ManualQueue _queue = new();
    private readonly Queue<string> _trace = [];
    private readonly Ledger _ledger;
    private readonly EventChecks? _events;
    private readonly OwnedInput? _owned;
    private readonly TestWorker _worker;
    private bool _wentDown;
    private int _constructions;

    /// <param name="draw">Decides everything.</param>
    /// <param name="planted">A rule more, for tests of the driver itself: what it says of a hook that begins is a violation.</param>
    public World(Draw draw, Func<RandomUnit, int, string?>? planted = null)
    {
        Draw = draw;
        var random = draw.For(Concern.World);
        MovesSingly = random.Next(2) == 0;
        Actions = random.Next(0, MovesSingly ? 12 : 7);
        StartsFirst = !MovesSingly || random.Next(4) != 0;
        HasStandby = MovesSingly && draw.For(Concern.Standby).Next(2) == 0;
        OnlyStandbyMoves = HasStandby && draw.For(Concern.Standby, -1).Next(2) == 0;
        Behaviours = new Behaviours(this, draw);
        Graph = new Graph(draw, MovesSingly, hasCustom: draw.Seed / 2 % 2 == 0, HasStandby, random.Next(20) == 0 ? random.Next(1, 200) : random.Next(1, 14));
        MaxConcurrency = random.Next(4) == 0 ? random.Next(1, 4) : 0;
        _events = draw.Seed % 4 == 0 ? null : new EventChecks(this);
        var options = new WorkerOptions
        {
            TimeProvider = Time,
            WorkQueue = _queue,
            Random = new Random(draw.Seed),
            MaxConcurrency = MaxConcurrency,
            StartupTimeoutSeconds = random.Next(6) == 0 ? random.Next(1, 40) * 0.02 : 0,
            ShutdownTimeoutSeconds = random.Next(3) switch { 0 => random.Next(1, 40) * 0.02, 1 => 30, _ => 2 },
            ShutdownGraceSeconds = random.Next(4) * 0.1,
            Observer = _events,
        };
        _worker = new TestWorker(Graph.MakePlan(), options, Construct);
        Checks = new Checks(this, _worker, planted);
        _owned = draw.Seed % 3 == 0 ? new OwnedInput(this) : null;
        _worker.Owns("input", _owned);
        Callers = new Callers(this, _worker);
        _ledger = new Ledger(this, _worker);
    }

    public Graph Graph { get; }

    public Behaviours Behaviours { get; }

    public Callers Callers { get; }

    public Checks Checks { get; }

    public VirtualTime Time { get; } = new();

    public UnitShape[] Shapes => Graph.Shapes;

    /// <summary>The instances of now, without those that are attached.</summary>
    public IEnumerable<RandomUnit> Current => Shapes.Where(shape => shape.Current is not null).Select(shape => shape.Current!);

    /// <summary>Units are started, stopped, attached and restarted one by one; otherwise all go up and down together.</summary>
    public bool MovesSingly { get; }

    /// <summary>There are standby units, which are started and stopped.</summary>
    public bool HasStandby { get; }

    /// <summary>Nothing but standby units is started and stopped one by one: then it is known exactly what an operation on some units is about.</summary>
    public bool OnlyStandbyMoves { get; }

    public int MaxConcurrency { get; }

    /// <summary>How many actions the callers take, those that are left out included.</summary>
    public int Actions { get; }

    /// <summary>What decided the run.</summary>
    public Draw Draw { get; }

    public IEnumerable<string> Log => _trace;

    public UnitState State => _worker.State;

    /// <summary>The last operation that began; none without an observer.</summary>
    public (string Name, int Number)? Operation { get; private set; }

    /// <summary>The units of now were all made.</summary>
    public bool IsConstructed { get; private set; }

    /// <summary>The worker is started before anything else is asked of it.</summary>
    public bool StartsFirst { get; }

    public bool IsLeftOut(int unit) => Draw.WithoutUnits.Contains(unit);

    /// <summary>How often a hook was abandoned; <see langword="null"/> without an observer, when this cannot be known.</summary>
    public int? Abandonments((string Unit, string Name) hook) => _events?.Abandonments.GetValueOrDefault(hook);

    public void BeginOperation(string name)
    {
        Operation = (name, (Operation?.Number ?? 0) + 1);
        Checks.Standby.BeginOperation(name);
    }

    public void EndOperation() => Checks.Standby.EndOperation();

    public double Seconds => Time.Elapsed.TotalSeconds;

    public void Trace(string what)
    {
        if (_trace.Count == TraceLength)
            _trace.Dequeue();

        _trace.Enqueue($"{Time.Elapsed.TotalMilliseconds,8:0} ms  {what}");
    }

    public Exception Fail(string place, bool mayBeRepeated) => Fail(new RandomFailure(place), place, mayBeRepeated);

    /// <summary>A restart goes on although its way down failed, so what fails in one need not come out.</summary>
    public Exception Fail(Exception failure, string place, bool mayBeRepeated) =>
        _ledger.Fail(failure, place, mayBeRepeated || _worker.Engine.CurrentOperation == OperationKind.RestartUnits);

    public int LiveHooks() => Current.Sum(unit => unit.Model.Live) + Callers.Attached.Sum(attached => attached.Unit.Model.Live);

    public UnitState StateOf(UnitShape shape) =>
        _worker.Units.FirstOrDefault(unit => string.Equals(unit.Id, shape.Id, StringComparison.Ordinal))?.State ?? UnitState.Disabled;

    public IReadOnlyList<UnitDescriptor> Units => _worker.Units;

    /// <summary>Where all units go up together, a hook on the way up after one on the way down says that a reload has begun its second half.</summary>
    public void Observe(int phase)
    {
        if (MovesSingly)
            return;

        var down = phase is Hook.OnDrain or Hook.OnShutdown or Hook.PostShutdown or Hook.OnExit;
        if (!down && phase is not (Hook.Background or Hook.Run) && _wentDown)
        {
            Checks.Order.Renew();
            foreach (var unit in Current)
                Checks.Ends.BeginCycle(unit);
        }

        if (phase is not (Hook.Background or Hook.Run))
            _wentDown = down;
    }

    public override string ToString() =>
        $"{Draw} ({Shapes.Length} of {Graph.Count} units, {Actions - Draw.WithoutActions.Count} of {Actions} actions): "
        + string.Join("; ", Checks.Violations.All);

    /// <summary>What the engine throws where it should not is a violation like others.</summary>
    public void RunToEnd()
    {
        try
        {
            Run();
        }
        catch (Exception e)
        {
            Checks.Violations.Add($"the engine throws {(e is SickFailure ? nameof(SickFailure) : e)}");
        }
    }

    private void Run()
    {
        var schedule = Draw.For(Concern.Schedule, Draw.Schedule);
        var action = 0;
        var impatientAt = MostPatienceSeconds;
        if (StartsFirst)
            Callers.Start(Draw.For(Concern.Action, -1));

        for (var step = 0; ; step++)
        {
            if (step > MostSteps)
            {
                Checks.Violations.Add("the run does not come to an end");
                return;
            }

            _ledger.Collect();
            var acts = action < Actions && schedule.Next(12) == 0;
            if (!acts && Seconds < impatientAt && (_queue.RunOne(schedule.Next) || Time.AdvanceToNext()))
                continue;

            Checks.States.Check();
            if (action == Actions)
                break;

            impatientAt = Seconds + MostPatienceSeconds;
            if (!Draw.WithoutActions.Contains(action))
                Callers.Act(action, Draw.For(Concern.Action, action));

            action++;
        }

        if (Callers.StopIsLast && (_worker.State == UnitState.Started || Units.Any(unit => unit.State == UnitState.Started)))
            Checks.Violations.Add("a request to stop was forgotten");

        Callers.Dispose();
        for (var step = 0; _queue.RunOne(schedule.Next) || Time.AdvanceToNext(); step++)
        {
            if (step > MostSteps)
            {
                Checks.Violations.Add("the disposal does not come to an end");
                return;
            }
        }

        _ledger.Collect();
        _ledger.CheckEnd();
        CheckGeneration();
        Checks.Values.CheckEnd();
        if (_owned is { Disposals: not 1 })
            Checks.Violations.Add($"the input of the worker was disposed {_owned.Disposals} times");
    }

    private void CheckGeneration()
    {
        foreach (var unit in Current.Where(unit => unit.Model.Disposals != 1))
            Checks.Violations.Add($"{unit.Shape.Id} was disposed {unit.Model.Disposals} times");
    }

    private void Construct(IUnit[] units)
    {
        CheckGeneration();
        Trace("construct");
        _constructions++;
        _wentDown = false;
        IsConstructed = false;
        Checks.Order.Renew();
        Checks.Standby.Renew();
        foreach (var shape in Shapes)
            shape.Current = null;

        for (var slot = 0; slot < Shapes.Length; slot++)
        {
            if (Shapes[slot].IsConditional)
                _worker.Engine.Decide(slot, typeof(RandomUnit), Draw.For(Concern.Condition, Shapes[slot].Number, _constructions).Next(2) == 0);
        }

        var fails = Behaviours.FailsToConstruct();
        var built = fails ? Draw.For(Concern.Construction, _constructions).Next(Shapes.Length) : Shapes.Length;
        for (var slot = 0; slot < built; slot++)
        {
            if (Shapes[slot].Value != ValueKind.None)
                units[slot] = Checks.Values.Make(slot, Shapes[slot]);
            else if (!Shapes[slot].IsConditional || _worker.Engine.IsEnabled(slot))
                units[slot] = Shapes[slot].Current = Callers.MakeUnit(this, Shapes[slot]);
        }

        if (fails)
            throw Fail("construction", mayBeRepeated: false);

        IsConstructed = true;
    }
}
