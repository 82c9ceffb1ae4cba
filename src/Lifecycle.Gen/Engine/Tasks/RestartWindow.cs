using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// The restarts of one background hook within the window that its policy counts in. It outlives the hook's tasks, and its unit's way down and up.
/// </summary>
internal sealed class RestartWindow(IUnit unit, int slot, HookDefinition definition)
{
    private readonly List<Restart> _restarts = [];

    public IUnit Unit { get; } = unit;

    public int Slot { get; } = slot;

    /// <summary>The name of the hook.</summary>
    public string Name => definition.Name;

    /// <summary>The restarts in the window.</summary>
    public int Count => _restarts.Count;

    /// <summary>Whether the options of a background hook ask for more than the default policy.</summary>
    public static bool IsAskedFor(HookDefinition definition) =>
        definition.OnFailure != FailurePolicy.StopWorker || definition.OnCompletion != CompletionPolicy.Continue;

    /// <summary>Counts one more restart. False: there are as many in the window as there may be.</summary>
    /// <param name="now">The time stamp of now.</param>
    /// <param name="window">The window, in the same unit.</param>
    /// <param name="failure">What made it necessary; nothing after a completion.</param>
    public bool TryCount(long now, long window, LifecycleException? failure)
    {
        while (_restarts.Count > 0 && now - _restarts[0].At > window)
            _restarts.RemoveAt(0);

        if (_restarts.Count >= definition.MaxRestarts)
            return false;

        _restarts.Add(new Restart(now, failure));
        return true;
    }

    /// <summary>Forgets the restarts, and gives the failures that made them necessary.</summary>
    public LifecycleException[] TakeFailures()
    {
        var failures = new List<LifecycleException>();
        foreach (var restart in _restarts)
        {
            if (restart.Failure is { } failure)
                failures.Add(failure);
        }

        _restarts.Clear();
        return failures.ToArray();
    }

    /// <summary>A class: lists and queues of structs of our own are code of their own in a native program.</summary>
    private sealed class Restart(long at, LifecycleException? failure)
    {
        public readonly long At = at;

        public readonly LifecycleException? Failure = failure;
    }
}
