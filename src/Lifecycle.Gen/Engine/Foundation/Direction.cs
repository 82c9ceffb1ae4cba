namespace Lifecycle.Engine.Foundation;

/// <summary>How a pass goes over the units.</summary>
internal enum Direction : byte
{
    /// <summary>Dependencies first.</summary>
    Forward,

    /// <summary>Dependents first.</summary>
    Backward,

    /// <summary>All at once.</summary>
    Parallel,
}
