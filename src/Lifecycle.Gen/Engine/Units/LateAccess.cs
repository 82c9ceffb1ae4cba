using Lifecycle.Engine.Foundation;
using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>Access to a unit at a time of the consumer's choice.</summary>
internal static class LateAccess
{
    /// <summary>The unit in a slot, while it is up. Takes no lock: an order between the two, or the end of the start, makes the state visible.</summary>
    /// <exception cref="UnitStateException">It is not up.</exception>
    public static T Get<T>(UnitTable units, int consumer, int slot)
        where T : class
    {
        var isUp = units.IsUp(slot);
        if (isUp && Content(units.Units[slot]) is T unit)
            return unit;

        if (isUp && units.Units[slot] is IValue)
            throw Failures.NoValue(units.Worker, units.Plan.IdOf(consumer), units.Plan.IdOf(slot));

        lock (units.Scope.Gate)
        {
            UnitState? state = units.Units[slot] is null ? null : units.Slots[slot].State;
            throw Failures.NotUp(units.Worker, units.Plan.IdOf(consumer), units.Plan.IdOf(slot), state, IsOrdered(units, consumer, slot));
        }
    }

    /// <summary>Whether what is in a slot is, or gives, an instance of a type.</summary>
    public static bool Is<T>(object? unit)
        where T : class => (unit is IValue value ? value.Constructed : unit) is T || unit is IProvided<T>;

    private static object? Content(object? unit) => unit is IValue value ? value.Value : unit;

    private static bool IsOrdered(UnitTable units, int consumer, int slot)
    {
        foreach (var dependency in units.Plan.DependenciesOf(consumer))
        {
            if (dependency == slot)
                return true;
        }

        return false;
    }
}
