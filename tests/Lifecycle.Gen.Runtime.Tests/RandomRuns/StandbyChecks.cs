namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// What is down may be: standby units and what needs them stay down until they are started, and each operation on some units leaves all others where they
/// are.
/// </summary>
internal sealed class StandbyChecks(World world, Violations violations)
{
    private readonly HashSet<UnitShape> _asked = [];
    private readonly Dictionary<UnitShape, HashSet<UnitShape>> _mayStart = [];
    private Dictionary<string, UnitState> _before = [];
    private string? _operation;

    /// <summary>A start of a standby unit is asked for.</summary>
    public void Ask(UnitShape standby)
    {
        HashSet<UnitShape> own = [];
        AddNeeds(standby, own);
        foreach (var unit in own.Where(shape => shape.IsLeftDown).SelectMany(NeedersOf))
            AddNeeds(unit, _asked);
    }

    /// <summary>There are new instances.</summary>
    public void Renew()
    {
        _asked.Clear();
        foreach (var standby in world.Callers.Standby.Pending(isStart: true))
            Ask(standby);
    }

    public void BeginOperation(string operation)
    {
        _operation = operation;
        _before = States();
        _mayStart.Clear();
    }

    /// <summary>An operation has ended, and the next one has moved no unit yet.</summary>
    public void EndOperation()
    {
        var operation = _operation;
        _operation = null;
        if (!world.MovesSingly)
            return;

        var after = States();
        CheckStandby(after);
        UnitShape[] cameUp = [.. Known().Where(shape => IsIn(after, shape) && !WasUp(shape) && !PerhapsIn(_before, shape))];
        UnitShape[] wentDown = [.. Known().Where(shape => WasUp(shape) && !PerhapsIn(after, shape))];
        switch (operation)
        {
            case "Start" when world.State == UnitState.Started:
                foreach (var shape in world.Shapes.Where(shape => !shape.IsLeftDown && !shape.IsOnRequest && after[shape.Id] != UnitState.Disabled))
                    Require(PerhapsIn(after, shape), shape, "is not up after the start");
                foreach (var shape in cameUp)
                    Require(MayComeUpInStart(shape), shape, "came up with the start");
                break;
            case "StartUnits":
                foreach (var shape in wentDown)
                    Add(shape, "went down in a start of other units");
                if (world.OnlyStandbyMoves)
                    CheckStart(cameUp, after);
                break;
            case "StopUnits":
                foreach (var shape in cameUp)
                    Add(shape, "came up in a stop");
                CheckStop(wentDown, after);
                break;
            case "Reload" or "RestartUnits" when world.State == UnitState.Started:
                foreach (var shape in cameUp)
                    Add(shape, $"was down before the {operation} and is up after it");
                foreach (var shape in wentDown)
                    Add(shape, $"was up before the {operation} and is down after it");
                break;
            case "Stop":
                foreach (var shape in Known().Where(shape => IsIn(after, shape)))
                    Add(shape, "is up after the stop");
                break;
        }
    }

    /// <summary>A hook begins.</summary>
    public void Begin(UnitShape shape, UnitModel model, bool goesUp, bool isExit)
    {
        if (world.OnlyStandbyMoves && shape.IsLeftDown)
            Require(_asked.Contains(shape), shape, "has a hook called although no start of it was asked for");
        if (shape.IsLeftDown && !goesUp && !isExit)
            Require(model.Cycle > 0, shape, "goes down and never went up");

        if (goesUp)
            BeginUp(shape);
        else if (!isExit)
            BeginDown(shape);
    }

    /// <summary>A start that succeeded, or a stop, has come back to its caller.</summary>
    public void CheckAfter(StandbyCall call)
    {
        if (_operation is not null || world.Operation is not { } last)
            return;

        if (last != call.Before && last.Name != (call.IsStart ? "StartUnits" : "StopUnits"))
            return; // Another operation may have moved it since.

        var states = States();
        if (call.IsStart)
        {
            Require(PerhapsIn(states, call.Unit) || world.State != UnitState.Started, call.Unit, $"is {states[call.Unit.Id]} after its start");
            return;
        }

        foreach (var shape in NeedersOf(call.Unit).Where(shape => IsIn(states, shape)))
            Add(shape, $"is up after the stop of {call.Unit.Id}");
    }

    /// <summary>What is found up of a standby unit.</summary>
    public void CheckFound(UnitShape standby, IReadOnlyList<string> found)
    {
        var states = States();
        var up = NeedersOf(standby)
            .Where(shape => states.GetValueOrDefault(shape.Id) is UnitState.Starting or UnitState.Started or UnitState.Stopping).Select(shape => shape.Id);
        Require(up.ToHashSet().SetEquals(found), standby, "is found up with " + string.Join(' ', found));
    }

    private static void AddNeeds(UnitShape shape, HashSet<UnitShape> all)
    {
        if (!all.Add(shape))
            return;

        foreach (var dependency in shape.Dependencies.Where(shape.Needs))
            AddNeeds(dependency, all);
    }

    private static bool IsIn(Dictionary<string, UnitState> states, UnitShape shape) => states.GetValueOrDefault(shape.Id) == UnitState.Started;

    /// <summary>One that failed may be up or down.</summary>
    private static bool PerhapsIn(Dictionary<string, UnitState> states, UnitShape shape) =>
        states.GetValueOrDefault(shape.Id) is UnitState.Started or UnitState.Failed;

    private void BeginUp(UnitShape shape)
    {
        switch (_operation)
        {
            case "Start" when shape.IsLeftDown:
                Require(MayComeUpInStart(shape), shape, "comes up with the start");
                break;
            case "StartUnits" when world.OnlyStandbyMoves:
                Require(world.Callers.Standby.Pending(isStart: true).Any(standby => MayStart(standby).Contains(shape)), shape, "comes up with another unit");
                break;
            case "Reload" or "RestartUnits":
                Require(PerhapsIn(_before, shape), shape, $"was down before the {_operation} and comes up in it");
                break;
            case "StopUnits" or "Stop":
                Add(shape, $"comes up in a {_operation}");
                break;
        }
    }

    private void BeginDown(UnitShape shape)
    {
        if (_operation == "StartUnits")
            Require(!WasUp(shape), shape, "goes down in a start of other units");
        else if (_operation == "StopUnits" && world.OnlyStandbyMoves)
            Require(world.Callers.Standby.Pending(isStart: false).Any(standby => NeedersOf(standby).Contains(shape)), shape, "goes down with another unit");
    }

    private void CheckStandby(Dictionary<string, UnitState> states)
    {
        foreach (var shape in world.Shapes)
        {
            var state = states[shape.Id];
            if (world.State == UnitState.Started && shape.FollowsStandby)
                Require(state is UnitState.Standby or UnitState.Started or UnitState.Failed or UnitState.Disabled, shape, $"is {state}, and a standby");
            else
                Require(state != UnitState.Standby, shape, $"is a standby of a worker that is {world.State}");
        }
    }

    /// <summary>What came up is what one of the starts under way is about, all of it.</summary>
    private void CheckStart(UnitShape[] cameUp, Dictionary<string, UnitState> after)
    {
        if (cameUp.Length == 0)
            return;

        var starts = world.Callers.Standby.Pending(isStart: true).ToList();
        if (!starts.Exists(standby => cameUp.All(MayStart(standby).Contains) && MustStart(standby).All(shape => PerhapsIn(after, shape))))
            violations.Add($"{Names(cameUp)} came up by the start of {Names(starts)}, which is for {Names(starts.SelectMany(MustStart).Distinct())}");
    }

    /// <summary>What went down is a unit and what needs it.</summary>
    private void CheckStop(UnitShape[] wentDown, Dictionary<string, UnitState> after)
    {
        var isOne = wentDown.Any(root =>
        {
            var needers = NeedersOf(root);
            return wentDown.All(needers.Contains) && needers.Where(WasUp).All(shape => !IsIn(after, shape));
        });
        if (wentDown.Length > 0 && !isOne && !Known().Any(shape => after.GetValueOrDefault(shape.Id) == UnitState.Failed))
            violations.Add($"{Names(wentDown)} went down, which are not one unit and all that need it");
    }

    /// <summary>What a start may bring up: what follows its unit, and what these need.</summary>
    private HashSet<UnitShape> MayStart(UnitShape standby)
    {
        if (_mayStart.TryGetValue(standby, out var all))
            return all;

        all = [];
        foreach (var shape in FollowersOf(standby, surely: false))
            AddNeeds(shape, all);

        return _mayStart[standby] = all;
    }

    /// <summary>What a start that succeeds brings up.</summary>
    private List<UnitShape> MustStart(UnitShape standby) => FollowersOf(standby, surely: true);

    /// <summary>
    /// The unit, the standby units that it needs, and all that need one of these, except where they also need another standby unit that is down.
    /// </summary>
    private List<UnitShape> FollowersOf(UnitShape standby, bool surely)
    {
        HashSet<UnitShape> own = [];
        AddNeeds(standby, own);
        HashSet<UnitShape> needers = [.. own.Where(shape => shape == standby || (shape.FollowsStandby && IsDown(shape))).SelectMany(NeedersOf)];
        return [standby, .. world.Shapes.Where(shape => shape != standby && shape.FollowsStandby && needers.Contains(shape)
            && _before.GetValueOrDefault(shape.Id) != UnitState.Disabled && StandbyOf(shape).All(other => own.Contains(other) || IsUp(other)))];

        bool IsDown(UnitShape shape) => surely ? !PerhapsIn(_before, shape) : !WasUp(shape);
        bool IsUp(UnitShape shape) => surely ? WasUp(shape) : PerhapsIn(_before, shape);
    }

    private static IEnumerable<UnitShape> StandbyOf(UnitShape shape)
    {
        HashSet<UnitShape> all = [];
        AddNeeds(shape, all);
        return all.Where(other => other.IsStandby);
    }

    private HashSet<UnitShape> NeedersOf(UnitShape root)
    {
        HashSet<UnitShape> needers = [root];
        foreach (var shape in Known())
        {
            if (!IsDisabled(shape) && shape.Dependencies.Any(dependency => needers.Contains(dependency) && shape.Needs(dependency)))
                needers.Add(shape);
        }

        return needers;
    }

    /// <summary>What an attached unit is given by type is nothing where that is disabled.</summary>
    private bool IsDisabled(UnitShape shape) => shape is { IsConditional: true, Current: null } && world.IsConstructed;

    private bool MayComeUpInStart(UnitShape shape) => !shape.IsLeftDown || Known().Any(other => other.IsAttached && NeedersOf(shape).Contains(other));

    private bool WasUp(UnitShape shape) => IsIn(_before, shape);

    private IEnumerable<UnitShape> Known() => world.Shapes.Concat(world.Callers.Attached.Select(attached => attached.Unit.Shape));

    private Dictionary<string, UnitState> States() => world.Units.ToDictionary(unit => unit.Id, unit => unit.State);

    private static string Names(IEnumerable<UnitShape> shapes) => string.Join(' ', shapes.Select(shape => shape.Id));

    private void Require(bool holds, UnitShape shape, string what)
    {
        if (!holds)
            Add(shape, what);
    }

    private void Add(UnitShape shape, string what) => violations.Add($"{shape.Id} {what}");
}
