using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What is asked of the worker from outside, at random moments, and what became of it.</summary>
internal sealed class Callers(World world, TestWorker worker)
{
    private static readonly Type[] s_names =
    [
        typeof(bool), typeof(byte), typeof(sbyte), typeof(char), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal), typeof(DateTime), typeof(TimeSpan), typeof(Guid), typeof(string), typeof(object), typeof(Uri),
        typeof(Half),
    ];

    /// <summary>The last ones name units that are attached.</summary>
    private const int NamesOfAttached = 5;

    private readonly CancellationTokenSource _startToken = new();
    private readonly List<(string Name, Task Task)> _calls = [];
    private readonly List<(RandomUnit Unit, Task Attach)> _attached = [];
    private readonly HashSet<Task> _inTime = [];
    private bool _reloaded;

    public StandbyCallers Standby { get; } = new(world, worker);

    /// <summary>No caller wanted the worker up after one wanted it down.</summary>
    public bool StopIsLast { get; private set; }

    public IReadOnlyList<(string Name, Task Task)> Calls => _calls;

    public IReadOnlyList<(RandomUnit Unit, Task Attach)> Attached => _attached;

    private int NamedUnits => Math.Min(world.Graph.Count, s_names.Length - NamesOfAttached);

    public static RandomUnit MakeUnit(World world, UnitShape shape) =>
        shape.Number < s_names.Length - NamesOfAttached ? Make(world, shape, s_names[world.Graph.ClassOf(shape.Number)]) : new RandomUnit(world, shape);

    public void Start(Random random)
    {
        StopIsLast = false;
        var own = worker.State is UnitState.Created or UnitState.Stopped or UnitState.Failed && random.Next(3) == 0;
        Call("StartAsync", worker.StartAsync(own ? _startToken.Token : default));
    }

    /// <param name="number">Which of the run's actions it is.</param>
    /// <param name="random">Decides what it is.</param>
    public void Act(int number, Random random)
    {
        if (world.HasStandby && world.Draw.For(Concern.Standby, -2, number) is var standby && standby.Next(3) != 0)
        {
            Standby.Act(standby);
            return;
        }

        if (world.MovesSingly && !world.OnlyStandbyMoves && random.Next(2) == 0)
        {
            if (random.Next(3) != 0)
                MoveUnit(random);
            else if (random.Next(3) != 0)
                Attach(number, random);
            else
                Detach(random);

            return;
        }

        if (world.Graph.Custom.Where(place => place.OnRequest).ToArray() is { Length: > 0 } onRequest && random.Next(3) == 0)
        {
            var phase = onRequest[random.Next(onRequest.Length)].Plan.Id;
            Call("RunPhaseAsync " + phase, worker.BroadcastAsync(phase, random.Next(4) == 0 ? _startToken.Token : default));
            return;
        }

        switch (random.Next(10))
        {
            case 0 or 1:
                Start(random);
                break;
            case 2 or 3:
                StopIsLast = !IsStartPending();
                Call("StopAsync", worker.StopAsync());
                break;
            case 4:
                world.Trace("RequestStop");
                StopIsLast = !IsStartPending();
                worker.RequestStop();
                break;
            case 5 or 6:
                _reloaded = true;
                Call("ReloadAsync", worker.ReloadAsync());
                break;
            case 7:
                RequestReload();
                break;
            case 8:
                Call("WaitAsync", worker.WaitAsync());
                break;
            default:
                world.Trace("cancel the start");
                _startToken.Cancel();
                break;
        }
    }

    public void RequestReload()
    {
        world.Trace("RequestReload");
        _reloaded = true;
        worker.RequestReload();
    }

    public void RequestStopFromHook() => worker.RequestStop();

    public Task StopFromHook()
    {
        world.Trace("a hook awaits StopAsync");
        return worker.StopAsync();
    }

    public Task ReloadFromHook()
    {
        world.Trace("a hook awaits ReloadAsync");
        _reloaded = true;
        return worker.ReloadAsync();
    }

    public Task StartFromHook()
    {
        world.Trace("a hook awaits StartAsync");
        StopIsLast = false;
        return worker.StartAsync();
    }

    /// <summary>Single start or stop of a unit.</summary>
    public void MoveUnit(Random random)
    {
        if (!world.MovesSingly)
            return;

        if (world.OnlyStandbyMoves)
        {
            Standby.Act(random);
            return;
        }

        var which = random.Next(NamedUnits + 1);
        if (world.IsLeftOut(which))
            return;

        var type = which < NamedUnits ? TypeOf(s_names[world.Graph.ClassOf(which)]) : TypeOf(s_names[^(1 + random.Next(NamesOfAttached))]);
        var instance = which < NamedUnits ? world.Graph.InstanceOf(which) : null;
        var token = random.Next(4) == 0 ? _startToken.Token : default;
        if (random.Next(2) == 0)
        {
            StopIsLast = false;
            Call($"StartUnitAsync<{type.GenericTypeArguments[0].Name}>", worker.Engine.UnitCommands.StartAsync(type, instance, token));
        }
        else
        {
            Call($"StopUnitAsync<{type.GenericTypeArguments[0].Name}>", worker.Engine.UnitCommands.StopAsync(type, instance, token));
        }
    }

    /// <summary>As the worker does it, without the report on standard error.</summary>
    public void Dispose()
    {
        _inTime.UnionWith(_calls.Select(call => call.Task).Where(task => task.IsCompleted));
        Call("DisposeAsync", worker.Engine.Commands.DisposeAsync());
    }

    /// <summary>Whether a call had not ended when the worker was disposed, or came later: one that waits for another operation may find it disposed.</summary>
    public bool IsLate(Task call) => !_inTime.Contains(call);

    private static RandomUnit Make(World world, UnitShape shape, Type name) => (RandomUnit)Activator.CreateInstance(TypeOf(name), world, shape)!;

    private static Type TypeOf(Type name) => typeof(NamedUnit<>).MakeGenericType(name);

    private void Attach(int number, Random random)
    {
        var members = _attached.Where(other => other.Attach.IsCompletedSuccessfully && other.Unit.Model.Disposals == 0).Select(other => other.Unit.Shape);
        UnitShape[] known = [.. world.Shapes.Where(shape => shape.Value is ValueKind.None or ValueKind.Constructed), .. members];
        UnitShape[] dependencies = [.. Enumerable.Range(0, random.Next(3)).Select(_ => known[random.Next(known.Length)]).Distinct()];
        var shape = world.Graph.MakeAttached(number, dependencies);
        var unit = _attached.Count < NamesOfAttached ? Make(world, shape, s_names[^(_attached.Count + 1)]) : new RandomUnit(world, shape);
        shape.Current = unit;
        var attach = worker.AttachAsync(unit, random.Next(4) == 0 ? _startToken.Token : default);
        _attached.Add((unit, attach));
        Call($"AttachAsync {shape.Id} <- {string.Join(' ', dependencies.Select(dependency => dependency.Id))}", attach);
    }

    private void Detach(Random random)
    {
        if (_attached.Count == 0)
            return;

        var unit = _attached[random.Next(_attached.Count)].Unit;
        Call("DetachAsync " + unit.Shape.Id, worker.DetachAsync(unit));
    }

    /// <summary>Whether a caller waits for another start, apart from the start that a stop would roll back.</summary>
    private bool IsStartPending()
    {
        var pending = _calls.Count(call => call is { Name: "StartAsync", Task.IsCompleted: false });
        return pending > (worker.State == UnitState.Starting && !_reloaded && !world.MovesSingly ? 1 : 0);
    }

    /// <summary>Something was asked of the worker, and has to end.</summary>
    public void Call(string name, Task task)
    {
        world.Trace($"{name} ({worker.State})");
        _calls.Add((name, task));
    }
}
