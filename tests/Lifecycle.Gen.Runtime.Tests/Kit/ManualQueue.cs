
namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>The engine's thread pool in tests: what is queued runs when the test says so, on the test's thread.</summary>
internal sealed class ManualQueue : IWorkQueue
{
    private readonly Lock _lock = new();
    private readonly List<IThreadPoolWorkItem> _items = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    public void Enqueue(IThreadPoolWorkItem item)
    {
        lock (_lock)
            _items.Add(item);
    }

    public void EnqueueContinuation(IThreadPoolWorkItem item) => Enqueue(item);

    public void Launch(IThreadPoolWorkItem item, StallWatched watched) => Enqueue(item);

    /// <summary>A look is an item like others; the next one follows at once, for nothing moves on while the test's thread looks.</summary>
    public void Watch(StallWatched watched) => Enqueue(new Look(watched));

    /// <summary>Runs one, the oldest or the one that <paramref name="choose"/> names. False: there is none.</summary>
    public bool RunOne(Func<int, int>? choose = null)
    {
        var item = TryTake(choose);
        item?.Execute();
        return item is not null;
    }

    public IThreadPoolWorkItem? TryTake(Func<int, int>? choose = null)
    {
        lock (_lock)
        {
            if (_items.Count == 0)
                return null;

            var index = choose?.Invoke(_items.Count) ?? 0;
            var item = _items[index];
            _items.RemoveAt(index);
            return item;
        }
    }

    public void Run()
    {
        while (RunOne())
        {
        }
    }

    private sealed class Look(StallWatched watched) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            while (watched.CheckProgress())
            {
            }
        }
    }
}
