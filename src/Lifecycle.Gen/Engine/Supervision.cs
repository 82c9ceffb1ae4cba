using Lifecycle.Runtime;

namespace Lifecycle.Engine;

/// <summary>The restarts of one background hook within the window that its policy counts in. It outlives the hook's tasks, and its unit's way down and up.</summary>
internal sealed class Supervision(IUnit unit, HookDefinition definition)
{
    private readonly Queue<(long At, LifecycleException? Failure)> _restarts = [];

    public IUnit Unit { get; } = unit;

    /// <summary>The restarts in the window.</summary>
    public int Count => _restarts.Count;

    /// <summary>Whether the options of a background hook ask for more than the default policy.</summary>
    public static bool IsAskedFor(HookDefinition definition)
        => definition.OnFailure != FailurePolicy.StopWorker || definition.OnCompletion != CompletionPolicy.Continue;

    /// <summary>Counts one more restart. False: there are as many in the window as there may be.</summary>
    /// <param name="now">The time stamp of now.</param>
    /// <param name="window">The window, in the same unit.</param>
    /// <param name="failure">What made it necessary; nothing after a completion.</param>
    public bool TryCount(long now, long window, LifecycleException? failure)
    {
        while (_restarts.TryPeek(out (long At, LifecycleException? Failure) oldest) && now - oldest.At > window)
            _restarts.Dequeue();

        if (_restarts.Count >= definition.MaxRestarts)
            return false;

        _restarts.Enqueue((now, failure));
        return true;
    }

    /// <summary>Forgets the restarts, and gives the failures that made them necessary.</summary>
    public LifecycleException[] TakeFailures()
    {
        var failures = new List<LifecycleException>();
        while (_restarts.TryDequeue(out (long At, LifecycleException? Failure) restart))
        {
            if (restart.Failure is { } failure)
                failures.Add(failure);
        }

        return failures.ToArray();
    }
}
