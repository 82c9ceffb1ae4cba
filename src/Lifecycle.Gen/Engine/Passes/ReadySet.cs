using System.Numerics;

namespace Lifecycle.Engine.Passes;

/// <summary>
/// The units that can be taken now. Gives the first in the order of the plan on the way up, the last on the way down, so that one at a time is the plan's
/// order.
/// </summary>
internal struct ReadySet
{
    private ulong[]? _words;
    private int _near;
    private bool _highestFirst;

    public int Count;

    /// <summary>Empties the set, and makes room for so many units.</summary>
    public void Clear(int size, bool highestFirst)
    {
        var words = (size + 63) >> 6;
        if (_words is null || _words.Length < words)
            _words = new ulong[words];
        else
            Array.Clear(_words);

        Count = 0;
        _highestFirst = highestFirst;
        _near = highestFirst ? 0 : _words.Length - 1;
    }

    public void Add(int slot)
    {
        var word = slot >> 6;
        _words![word] |= 1UL << slot;
        Count++;
        if (_highestFirst ? word > _near : word < _near)
            _near = word;
    }

    /// <summary>Takes one; there must be one.</summary>
    public int Take()
    {
        var word = _near;
        while (_words![word] == 0)
            word += _highestFirst ? -1 : 1;

        _near = word;
        var bits = _words[word];
        var bit = _highestFirst ? 63 - BitOperations.LeadingZeroCount(bits) : BitOperations.TrailingZeroCount(bits);
        _words[word] = bits & ~(1UL << bit);
        Count--;
        return (word << 6) + bit;
    }
}
