using Lifecycle.Protocol;

namespace Lifecycle;

/// <summary>One part of work that is divided among processes, as the unit that does it sees it.</summary>
public sealed class Partition : ILease
{
    private readonly HeldLease _held;

    internal Partition(string name, int index, HeldLease held)
    {
        Name = name;
        Index = index;
        _held = held;
    }

    /// <summary>Which part it is, from 0.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsHeld => _held is { IsLost: false, IsReleased: false };

    /// <inheritdoc/>
    public long Token => _held.Token;

    /// <inheritdoc/>
    public CancellationToken Lost => _held.Lost;

    /// <inheritdoc/>
    public DateTimeOffset? Since => IsHeld ? _held.Since : null;
}
