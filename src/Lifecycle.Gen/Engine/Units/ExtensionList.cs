using System.Collections;

namespace Lifecycle.Engine.Units;

/// <summary>What implements an extension point, looked up again when something changed since the last look.</summary>
internal sealed class ExtensionList<T>(ExtensionRegistry registry) : IReadOnlyList<T>
    where T : class
{
    /// <summary>One object, so that version and items are read as a whole.</summary>
    private Look? _last;

    public int Count => Items.Length;

    public T? First => Items is [var first, ..] ? first : null;

    private T[] Items
    {
        get
        {
            var last = Volatile.Read(ref _last);
            if (last is null || last.Version != registry.Version)
                Volatile.Write(ref _last, last = new Look(registry.Select<T>(out var version), version));

            return last.Items;
        }
    }

    public T this[int index] => Items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Look(T[] items, int version)
    {
        public T[] Items => items;

        public int Version => version;
    }
}
