using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>
/// The names of the properties that a worker has for its units: what <c>[Unit(Name = …)]</c> says, else the name of the class. Where several have it, or
/// something else does, it is preceded by as many of the enclosing names as make the difference: <c>OrdersStore</c>, <c>UsersStore</c>.
/// </summary>
public static class PropertyNames
{
    /// <summary>The names by the keys of the units. Units of this assembly come first; one that gets no name of its own is not there.</summary>
    /// <param name="units">The units of a worker.</param>
    /// <param name="taken">The names that are no longer free; gets those that are given.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<UnitShape> units, ISet<string> taken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in units.ToLookup(unit => unit.Position.IsOwn).OrderByDescending(group => group.Key))
        {
            var wishes = group.Select(unit => (unit.Key, Names: WishesOf(unit))).ToList();
            var rounds = wishes.Max(wish => wish.Names.Count);
            // Shorter names go first, and a name that several want goes to none of them, so that the order of the units makes no difference.
            for (var round = 0; round < rounds && wishes.Count > 0; round++)
            {
                var given = wishes.GroupBy(wish => wish.Names[Math.Min(round, wish.Names.Count - 1)], StringComparer.Ordinal)
                    .Where(same => same.Count() == 1 && taken.Add(same.Key))
                    .ToDictionary(same => same.Single().Key, same => same.Key, StringComparer.Ordinal);
                foreach (var pair in given)
                    names.Add(pair.Key, pair.Value);
                wishes.RemoveAll(wish => given.ContainsKey(wish.Key));
            }
        }

        return names;
    }

    /// <summary>The name that a unit has where it is free. Of what its author calls it, each instance has its own.</summary>
    public static string Wish(UnitShape unit) =>
        unit.Property is not { } written ? unit.Member
        : unit.Instance is { } instance ? MemberNames.Pascal(instance) + written
        : written;

    /// <summary>The names that a unit could have, the best first.</summary>
    private static List<string> WishesOf(UnitShape unit)
    {
        var wishes = new List<string> { Wish(unit) };
        if (unit.Property is not null)
            return wishes;

        // Behind the names are the assembly of a referenced unit and the arguments of a generic one.
        var end = unit.Key.IndexOfAny([',', '<', '`', '[', '#']);
        var enclosing = (end < 0 ? unit.Key : unit.Key.Substring(0, end)).Split('.', '+');
        for (var i = enclosing.Length - 2; i >= 0; i--)
            wishes.Add(PartOf(enclosing[i]) + wishes[wishes.Count - 1]);
        return wishes;
    }

    /// <summary>A name as the beginning of another: <c>orders</c> becomes <c>Orders</c>.</summary>
    private static string PartOf(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
