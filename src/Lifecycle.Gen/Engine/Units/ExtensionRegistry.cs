namespace Lifecycle.Engine.Units;

/// <summary>The extensions of one worker in the order in which lists give them. Lists look up what changed when they are read.</summary>
internal sealed class ExtensionRegistry
{
    /// <summary>The places of extensions that no generated code knows: behind all that were declared.</summary>
    private const int Attached = 1 << 30;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<Type, object> _lists = [];
    private int _version;

    /// <summary>Changes with every change of the extensions.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Enters an extension that was attached in a slot.</summary>
    public void Attach(object extension, int priority, int slot) => Add(extension, priority, Attached + slot);

    /// <summary>Enters an extension.</summary>
    public void Add(object extension, int priority, int place)
    {
        lock (_entries)
        {
            var at = _entries.Count;
            while (at > 0 && (_entries[at - 1].Priority < priority || (_entries[at - 1].Priority == priority && _entries[at - 1].Place > place)))
                at--;

            _entries.Insert(at, new Entry(extension, priority, place));
            _version++;
        }
    }

    /// <summary>Takes an extension out again, if it is in.</summary>
    public void Remove(object extension)
    {
        lock (_entries)
        {
            if (_entries.RemoveAll(entry => ReferenceEquals(entry.Extension, extension)) > 0)
                _version++;
        }
    }

    /// <summary>The end of the instances that generated code made.</summary>
    public void Forget()
    {
        lock (_entries)
        {
            if (_entries.RemoveAll(entry => entry.Place < Attached) > 0)
                _version++;
        }
    }

    /// <summary>The list of a point; always the same one.</summary>
    public ExtensionList<T> ListOf<T>()
        where T : class
    {
        lock (_entries)
        {
            if (!_lists.TryGetValue(typeof(T), out var list))
                _lists.Add(typeof(T), list = new ExtensionList<T>(this));

            return (ExtensionList<T>)list;
        }
    }

    /// <summary>What implements a point now.</summary>
    public T[] Select<T>(out int version)
        where T : class
    {
        lock (_entries)
        {
            version = _version;
            var found = new List<T>(_entries.Count);
            foreach (var entry in _entries)
            {
                if (entry.Extension is T extension)
                    found.Add(extension);
            }

            return [.. found];
        }
    }

    private readonly record struct Entry(object Extension, int Priority, int Place);
}
