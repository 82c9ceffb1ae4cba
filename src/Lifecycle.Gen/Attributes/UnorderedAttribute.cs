namespace Lifecycle;

/// <summary>
/// Takes a unit without an order: on a constructor parameter of the type <c>Func&lt;T&gt;</c> or <c>Lazy&lt;T&gt;</c>. The worker has the unit, but neither
/// of the two waits for the other, on the way up or down, so that units may know each other in a circle. The access throws a
/// <see cref="UnitStateException"/> while the unit is not up; from the <see cref="OnReadyAttribute"/> phase of the worker's start on, it is.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnorderedAttribute : Attribute;
