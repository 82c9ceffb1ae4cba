namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>How a unit provides a value that others take.</summary>
internal enum ValueKind
{
    None,

    /// <summary>A property of an instance, read when units are constructed.</summary>
    Constructed,

    /// <summary>A property that the start of its unit sets.</summary>
    Read,

    /// <summary>Made by each start; its unit keeps it.</summary>
    Started,

    /// <summary>Made by each start; the worker disposes it in the stop.</summary>
    Owned,
}

/// <summary>A value that a unit provides.</summary>
/// <param name="checks">What must hold of it.</param>
/// <param name="shape">Its place in the plan.</param>
/// <param name="provider">The instance that provides it.</param>
internal sealed class RandomValue(ValueChecks checks, UnitShape shape, RandomUnit? provider) : IAsyncDisposable
{
    public UnitShape Shape => shape;

    public RandomUnit? Provider => provider;

    public int Disposals { get; private set; }

    /// <summary>The start that made it was given up before it was complete: it is disposed at once, whatever else goes on.</summary>
    public bool IsLate { get; init; }

    public ValueTask DisposeAsync()
    {
        checks.Disposed(this, ++Disposals);
        return default;
    }
}
