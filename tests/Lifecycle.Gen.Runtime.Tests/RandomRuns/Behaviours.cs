namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What the hooks of a random run do.</summary>
internal sealed class Behaviours(World world, Draw draw)
{
    private readonly double _trouble = draw.For(Concern.Trouble).Next(4) switch { 0 => 0, 1 => 0.01, 2 => 0.05, _ => 0.25 };
    private readonly Dictionary<(Concern Concern, int Unit, int Hook), int> _calls = [];
    private readonly HostileBehaviours _hostile = new(world);
    private int _reloadsLeft = 3;
    private int _movesLeft = 5;

    public bool FailsToConstruct() => Next(Concern.Construction).NextDouble() < _trouble / 10;

    public Behaviour Choose(int phase, UnitShape shape, int hook)
    {
        var random = Next(Concern.Hook, shape.Number, hook);
        var seconds = (random.Next(0, 16) * 0.02) + 0.007;
        if (world.HasStandby && phase == Hook.Background && !shape.IsLeftDown && draw.For(Concern.Standby, -3, shape.Number, hook).Next(3) == 0)
            return new Behaviour(BehaviourKind.FollowsLease);

        if (_trouble > 0 && shape.Find(hook) is { OnFailure: not FailurePolicy.StopWorker } && random.Next(2) == 0)
            return new Behaviour((BehaviourKind)random.Next((int)BehaviourKind.Deaf), seconds);

        if (random.NextDouble() >= _trouble)
        {
            var endless = phase == Hook.Background || (phase == Hook.Run && random.Next(2) == 0);
            return new Behaviour(endless ? BehaviourKind.UntilCancelled : random.Next(3) == 0 ? BehaviourKind.Slow : BehaviourKind.Quick, seconds);
        }

        if (!draw.Hostile.IsEmpty && random.Next(2) == 0)
            return HostileBehaviours.Choose(draw, random);

        var kind = (BehaviourKind)random.Next((int)BehaviourKind.MovesUnit + 1);
        if (kind == BehaviourKind.UntilCancelled && phase is not (Hook.Background or Hook.Run) && shape.Find(hook) is not { TimeoutSeconds: > 0 })
            kind = BehaviourKind.Slow; // Nothing would ever cancel it: a start without a limit may wait for ever.

        if (kind == BehaviourKind.Endless && phase is not (Hook.Background or Hook.Run) && phase is < Hook.OnDrain or Hook.Lifespan)
            kind = BehaviourKind.Deaf;

        return new Behaviour(kind, kind == BehaviourKind.Deaf ? seconds * 10 : seconds);
    }

    public Behaviour ChooseAdded(UnitShape shape)
    {
        var random = Next(Concern.AddedTask, shape.Number);
        return new Behaviour((BehaviourKind)random.Next(_trouble > 0 ? (int)BehaviourKind.Deaf : (int)BehaviourKind.Throws), random.Next(0, 16) * 0.02);
    }

    /// <summary>What the making of a value does: nothing that has no end, as nothing would cancel it.</summary>
    public Behaviour ChooseValue(UnitShape shape)
    {
        var random = Next(Concern.Value, shape.Number);
        var seconds = (random.Next(0, 16) * 0.02) + 0.007;
        var kind = random.NextDouble() < _trouble ? (BehaviourKind)random.Next((int)BehaviourKind.Deaf + 1)
            : random.Next(3) == 0 ? BehaviourKind.Slow
            : BehaviourKind.Quick;
        return new Behaviour(kind, seconds);
    }

    public Task? Perform(Behaviour behaviour, int hook, UnitShape shape, CancellationToken token)
    {
        var place = $"{shape.NameOf(hook)} of {shape.Id}: {behaviour.Kind}";
        var mayBeRepeated = shape.Find(hook) is { Retries: > 0 } or { OnFailure: not FailurePolicy.StopWorker };
        switch (behaviour.Kind)
        {
            case BehaviourKind.Throws:
                throw world.Fail(place, mayBeRepeated);
            case BehaviourKind.Slow:
                return world.Time.Pause(behaviour.Seconds, token);
            case BehaviourKind.SlowThrows:
                return SlowThrowsAsync();
            case BehaviourKind.FailsWhenCancelled:
                return FailsWhenCancelledAsync();
            case BehaviourKind.Deaf:
                return world.Time.Pause(behaviour.Seconds, CancellationToken.None);
            case BehaviourKind.Endless:
                return new TaskCompletionSource().Task;
            case BehaviourKind.UntilCancelled:
                return world.Time.Pause(-1, token);
            case BehaviourKind.ForeignCancellation:
                throw new OperationCanceledException(new CancellationToken(canceled: true));
            case BehaviourKind.AsksForStop:
                world.Callers.RequestStopFromHook();
                return null;
            case BehaviourKind.AsksForReload:
                if (_reloadsLeft-- > 0)
                    world.Callers.RequestReload();
                return null;
            case BehaviourKind.MovesUnit:
                if (hook >> 8 << 8 is Hook.Background or Hook.Run && _movesLeft-- > 0)
                    world.Callers.MoveUnit(Next(Concern.Move, shape.Number, hook));
                return null;
            case BehaviourKind.FollowsLease:
                return world.Callers.Standby.FollowLeaseAsync(Next(Concern.Standby, shape.Number, hook), token);
            case > BehaviourKind.EndlessDisposal:
                return _hostile.Perform(behaviour, (shape.Id, shape.Find(hook)?.Name ?? "added"), place, mayBeRepeated, token);
            default:
                return null;
        }

        async Task SlowThrowsAsync()
        {
            await world.Time.Pause(behaviour.Seconds, token);
            throw world.Fail(place, mayBeRepeated);
        }

        async Task FailsWhenCancelledAsync()
        {
            try
            {
                await world.Time.Pause(behaviour.Seconds, token);
            }
            catch (OperationCanceledException)
            {
                throw world.Fail(place, mayBeRepeated);
            }
        }
    }

    public ValueTask MayFailDisposal(UnitShape shape)
    {
        var random = Next(Concern.Disposal, shape.Number);
        if (random.NextDouble() < _trouble / 5)
            throw world.Fail("disposal", mayBeRepeated: false);

        return draw.Hostile.Contains(BehaviourKind.EndlessDisposal)
            && random.NextDouble() < _trouble / 5 ? new ValueTask(new TaskCompletionSource().Task) : default;
    }

    /// <summary>The decisions of the next call of one hook, whatever was decided for others.</summary>
    private Random Next(Concern concern, int unit = 0, int hook = 0)
    {
        var call = _calls[(concern, unit, hook)] = _calls.GetValueOrDefault((concern, unit, hook)) + 1;
        return draw.For(concern, unit, hook, call);
    }
}
