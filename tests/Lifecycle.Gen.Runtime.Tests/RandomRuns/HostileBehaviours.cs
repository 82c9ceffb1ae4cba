using System.Collections.Immutable;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>What the hooks of a hostile run do beside the rest: code of a user that no worker may depend on.</summary>
internal sealed class HostileBehaviours(World world)
{
    /// <summary>All that only hostile runs do; in them a hook of any phase may also never end.</summary>
    public static ImmutableArray<BehaviourKind> All { get; } =
    [
        BehaviourKind.Endless, BehaviourKind.EndlessDisposal, BehaviourKind.ThrowingCallback, BehaviourKind.StoppingCallback, BehaviourKind.SickException,
        BehaviourKind.LateForeignCancellation, BehaviourKind.AwaitsStop, BehaviourKind.AwaitsReload, BehaviourKind.AwaitsStart,
    ];

    public static Behaviour Choose(Draw draw, Random random) => new(draw.Hostile[random.Next(draw.Hostile.Length)], (random.Next(0, 16) * 0.02) + 0.007);

    public Task? Perform(Behaviour behaviour, (string Unit, string Name) hook, string place, bool mayBeRepeated, CancellationToken token)
    {
        switch (behaviour.Kind)
        {
            case BehaviourKind.ThrowingCallback:
                token.Register(() => throw new RandomFailure(place));
                return world.Time.Pause(behaviour.Seconds, token);
            case BehaviourKind.StoppingCallback:
                token.Register(world.Callers.RequestStopFromHook);
                return world.Time.Pause(behaviour.Seconds, token);
            case BehaviourKind.SickException:
                throw world.Fail(new SickFailure(place), place, mayBeRepeated);
            case BehaviourKind.LateForeignCancellation:
                return CancelAsync();
            case BehaviourKind.AwaitsStop:
                return world.Callers.StopFromHook();
            case BehaviourKind.AwaitsReload:
                return world.Callers.ReloadFromHook();
            case BehaviourKind.AwaitsStart:
                return world.Callers.StartFromHook();
            default:
                throw new ArgumentOutOfRangeException(nameof(behaviour));
        }

        async Task CancelAsync()
        {
            var before = world.Abandonments(hook);
            await world.Time.Pause(behaviour.Seconds, CancellationToken.None);

            // What an abandoned hook fails with is in the log only.
            var isAbandoned = before is null || world.Abandonments(hook) != before;
            throw world.Fail(new OperationCanceledException(place, new CancellationToken(canceled: true)), place, mayBeRepeated || isAbandoned);
        }
    }
}
