using Lifecycle.Runtime.Contract;

namespace Lifecycle;

/// <summary>The orders in which a custom phase can run over the units, for <see cref="PhaseAttribute.Order"/>.</summary>
public static class PhaseOrder
{
    /// <summary>Dependencies first, as on the way up; units that do not depend on each other run concurrently.</summary>
    public const int Forward = (int)UnitOrder.Forward;

    /// <summary>Dependents first, as on the way down; units that do not depend on each other run concurrently.</summary>
    public const int Backward = (int)UnitOrder.Backward;

    /// <summary>All units concurrently.</summary>
    public const int Parallel = (int)UnitOrder.Parallel;
}
