using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>A unit that depends on instances by their names. Implemented explicitly by generated code, never by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INamedNeeds
{
    /// <summary>Whether the unit depends on another, by type and name of the instance; <see cref="IUnit.Needs"/> is about all others.</summary>
    /// <param name="unit">A unit of the worker.</param>
    /// <param name="id">Its id.</param>
    bool Needs(object unit, string id);
}
