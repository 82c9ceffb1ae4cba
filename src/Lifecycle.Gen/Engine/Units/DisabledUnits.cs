namespace Lifecycle.Engine.Units;

/// <summary>The units whose condition said no, by place, with what they would be, had they instances.</summary>
/// <remarks>
/// A class of its own, made by the first of them: the comparison of types without instances brings the runtime's type loader into a native program.
/// </remarks>
internal sealed class DisabledUnits
{
    private readonly Dictionary<int, Type> _types = [];

    public void Add(int slot, Type type) => _types[slot] = type;

    public void Remove(int slot) => _types.Remove(slot);

    /// <summary>One that would be of the type, and is meant; -1 when none is.</summary>
    public int Find(Type type, Predicate<int> isMeant)
    {
        foreach ((var slot, var disabled) in _types)
        {
            if (type.IsAssignableFrom(disabled) && isMeant(slot))
                return slot;
        }

        return -1;
    }
}
