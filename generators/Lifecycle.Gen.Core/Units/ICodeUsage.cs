using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>What advice about units needs to know of the code that uses them; queried only when there is something to advise.</summary>
public interface ICodeUsage
{
    /// <summary>
    /// Of each type, as the declarations have it, the only class that is one and no unit; types of which there are none or several are left out.
    /// </summary>
    IReadOnlyDictionary<string, PlainClass> OnlyProviders(IReadOnlyCollection<string> types);

    /// <summary>Whether other code names a class, and so perhaps makes the instance.</summary>
    bool IsUsed(PlainClass type);

    /// <summary>Whether code names a worker, or means it by the usual name of a generated one, which other rules report.</summary>
    bool IsNamed(WorkerModel worker);

    /// <summary>Whether code attaches the unit to a running worker.</summary>
    bool IsAttached(UnitShape unit);
}

/// <summary>A class that is no unit, but could be.</summary>
/// <param name="Key">The name in metadata.</param>
/// <param name="Name">The simple name.</param>
/// <param name="Declaration">How it would be declared as a unit.</param>
/// <param name="Dependencies">Its constructor's parameters.</param>
public sealed record PlainClass(string Key, string Name, string Declaration, EquatableArray<DependencyModel> Dependencies)
{
    /// <summary>Whether it has methods to call, and neither is a record nor is called like settings: it does something.</summary>
    public bool IsService { get; init; }

    /// <summary>Whether other assemblies may name it.</summary>
    public bool IsPublic { get; init; }
}
