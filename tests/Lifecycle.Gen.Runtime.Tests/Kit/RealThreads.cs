namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>Runs a rig's queue with a thread per item, for hooks that block theirs, and lets virtual time pass as long as a test waits.</summary>
internal sealed class RealThreads(Rig rig) : IDisposable
{
    private readonly CancellationTokenSource _hung = new(TimeSpan.FromSeconds(30));
    private readonly List<Task> _threads = [];

    /// <summary>How many threads run.</summary>
    public int Running => _threads.Count;

    /// <param name="condition">What is waited for.</param>
    /// <param name="timePasses">Virtual time is faster than any thread: where a limit must not be exceeded first, it stands still.</param>
    public async Task Until(Func<bool> condition, bool timePasses = true)
    {
        while (!condition())
        {
            _hung.Token.ThrowIfCancellationRequested();
            while (rig.Queue.TryTake() is { } item)
                _threads.Add(Task.Factory.StartNew(item.Execute, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

            // What leaves a thread of the engine's would end the process.
            foreach (var ended in _threads.FindAll(thread => thread.IsCompleted))
            {
                _threads.Remove(ended);
                await ended;
            }

            if (timePasses)
                rig.Time.Advance(0.01);

            await Task.Yield();
        }
    }

    public void Dispose() => _hung.Dispose();
}
