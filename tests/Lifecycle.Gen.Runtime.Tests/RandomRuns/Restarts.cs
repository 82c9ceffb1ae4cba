namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The calls of one unit's background hooks since it came up, as its policies allow them.</summary>
internal sealed class Restarts
{
    private readonly Dictionary<int, List<double>> _endings = [];
    private readonly HashSet<int> _live = [];

    /// <summary>Its hooks begin for the first time again.</summary>
    public void Renew() => _endings.Clear();

    public void Ended(int hook, double seconds)
    {
        _live.Remove(hook);
        if (_endings.TryGetValue(hook, out var endings))
            endings.Add(seconds);
    }

    /// <summary>A hook begins that does not listen to its token: it may be abandoned, and then nothing waits for its end before the next call.</summary>
    public void Forget(int hook) => _live.Remove(hook);

    /// <summary>Enters that a hook begins.</summary>
    /// <returns>Whether the last call still runs; whether it begins after an ending of its own; whether more often than its policy allows.</returns>
    public (bool IsLive, bool IsRestart, bool TooOften) Begin(HookDefinition definition)
    {
        var isLive = !_live.Add(definition.Hook);
        if (!_endings.TryGetValue(definition.Hook, out var endings))
        {
            _endings.Add(definition.Hook, []);
            return (isLive, false, false);
        }

        // The engine counts whole ticks of the clock, so an ending at the very edge of the window may be on either side.
        var inWindow = endings.Count(ending => endings[^1] - ending < definition.RestartWindowSeconds - 1e-6);
        var mayRestart = definition.OnFailure == FailurePolicy.Restart || definition.OnCompletion == CompletionPolicy.Restart;
        return (isLive, true, !mayRestart || inWindow > definition.MaxRestarts);
    }
}
