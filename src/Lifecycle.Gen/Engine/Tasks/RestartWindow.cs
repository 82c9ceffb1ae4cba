using Lifecycle.Runtime;

namespace Lifecycle.Engine.Tasks;

/// <summary>
/// The restarts of one background hook within the window that its policy counts in. It outlives the hook's tasks, and its unit's way down and up.
/// </summary>
internal sealed class RestartWindow(IUnit unit, int slot, HookDefinition definition)
{
    /// <summary>How many failures are kept: the last ones, because a hook that is restarted often fails for one reason.</summary>
    public const int KeptFailures = 16;

    private readonly Queue<long> _times = [];
    private readonly Queue<Failure> _failures = [];

    public IUnit Unit { get; } = unit;

    public int Slot { get; } = slot;

    /// <summary>The name of the hook.</summary>
    public string Name => definition.Name;

    /// <summary>The restarts in the window; 0 where neither a limit nor a pause asks for it.</summary>
    public int Count => _times.Count;

    /// <summary>Whether the number of restarts in the window decides anything.</summary>
    private bool IsCounted => definition.MaxRestarts != int.MaxValue || definition.RestartDelaySeconds > 0;

    /// <summary>Whether the options of a background hook ask for more than the default policy.</summary>
    public static bool IsAskedFor(HookDefinition definition) =>
        definition.OnFailure != FailurePolicy.StopWorker || definition.OnCompletion != CompletionPolicy.Continue;

    /// <summary>Counts one more restart. False: there are as many in the window as there may be.</summary>
    /// <param name="now">The time stamp of now.</param>
    /// <param name="window">The window, in the same unit.</param>
    /// <param name="failure">What made it necessary; nothing after a completion.</param>
    public bool TryCount(long now, long window, LifecycleException? failure)
    {
        while (_failures.TryPeek(out var oldest) && oldest.At < now - window)
            _failures.Dequeue();

        if (IsCounted)
        {
            while (_times.TryPeek(out var first) && first < now - window)
                _times.Dequeue();

            if (_times.Count >= definition.MaxRestarts)
                return false;

            _times.Enqueue(now);
        }

        if (failure is null)
            return true;

        if (_failures.Count == KeptFailures)
            _failures.Dequeue();

        _failures.Enqueue(new Failure(now, failure));
        return true;
    }

    /// <summary>Forgets the restarts, and gives the last of the failures that made them necessary.</summary>
    public List<Exception> TakeFailures()
    {
        var failures = new List<Exception>(_failures.Count);
        while (_failures.TryDequeue(out var failure))
            failures.Add(failure.Error);

        _times.Clear();
        return failures;
    }

    /// <summary>A class: lists and queues of structs of our own are code of their own in a native program.</summary>
    private sealed class Failure(long at, LifecycleException error)
    {
        public readonly long At = at;

        public readonly LifecycleException Error = error;
    }
}
