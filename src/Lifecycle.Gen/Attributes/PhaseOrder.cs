using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>The orders in which a custom phase goes over the units, for <see cref="PhaseAttribute.Order"/>.</summary>
public static class PhaseOrder
{
    /// <summary>Dependencies first, as on the way up; what does not depend on each other at the same time.</summary>
    public const int Forward = (int)UnitOrder.Forward;

    /// <summary>Dependents first, as on the way down.</summary>
    public const int Backward = (int)UnitOrder.Backward;

    /// <summary>All units at once.</summary>
    public const int Parallel = (int)UnitOrder.Parallel;
}
