using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>The units of a type that a worker can get at run time only.</summary>
internal static class AttachableUnits
{
    /// <summary>Those that no worker includes by itself, and that this one does not name or need.</summary>
    public static IEnumerable<UnitShape> Of(DependencyModel list, UnitCatalog catalog, Func<string, bool> isMember) =>
        catalog.Providers(list).Where(unit => unit is { IsUnit: true, AutoInclude: false, IsClosed: false } && !isMember(unit.Key));
}
