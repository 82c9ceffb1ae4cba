using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Units;

/// <summary>The units and values that hooks take as parameters.</summary>
internal static class TakenUnits
{
    /// <summary>The one with an index, while it is up; <see langword="null"/> where it is optional and the worker has none.</summary>
    /// <exception cref="UnitStateException">It is not up, or an attached unit takes it and there is none, or several.</exception>
    public static T? Get<T>(UnitTable units, int consumer, int index, bool isOptional)
        where T : class
    {
        if (consumer >= units.PlannedCount)
            return OfAttached<T>(units, consumer, isOptional);

        var slot = units.Plan.TakenBy(consumer, index);
        return slot < 0 || (isOptional && !units.IsEnabled(slot)) ? null : LateAccess.Get<T>(units, consumer, slot);
    }

    /// <summary>No plan says what an attached unit means: it is what it waits for.</summary>
    private static T? OfAttached<T>(UnitTable units, int consumer, bool isOptional)
        where T : class
    {
        var found = -1;
        foreach (var slot in units.Plan.DependenciesOf(consumer))
        {
            if (!LateAccess.Is<T>(units.Units[slot]))
                continue;
            if (found >= 0)
                throw Failures.SeveralTaken(units.Worker, units.Plan.IdOf(consumer), typeof(T), units.Plan.IdOf(found), units.Plan.IdOf(slot));

            found = slot;
        }

        return found >= 0 ? LateAccess.Get<T>(units, consumer, found)
            : isOptional ? null
            : throw Failures.NothingToTake(units.Worker, units.Plan.IdOf(consumer), typeof(T));
    }
}
