using System.Collections;
using System.ComponentModel;
using Lifecycle.Engine.Units;

namespace Lifecycle.Runtime;

/// <summary>A live list without the unit that takes it. Only generated code creates it, for a unit that has the type of the list itself.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="all">The list of all.</param>
/// <param name="itself">The unit that takes the list, once it exists.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OtherUnits<T>(IReadOnlyList<T> all, Func<object?> itself) : IReadOnlyList<T>
    where T : class
{
    /// <inheritdoc/>
    public int Count => Others().Count;

    /// <inheritdoc/>
    public T this[int index] => Others()[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Others().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<T> Others()
    {
        var unit = itself();
        if (unit is IValue { Constructed: { } extension })
            unit = extension;

        var others = new List<T>();
        foreach (var one in all)
        {
            if (!ReferenceEquals(one, unit))
                others.Add(one);
        }

        return others;
    }
}
