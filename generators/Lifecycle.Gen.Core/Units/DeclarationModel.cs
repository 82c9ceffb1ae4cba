using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>How a further part of a class is written.</summary>
/// <param name="Namespace">Its namespace, escaped; empty for the global one.</param>
/// <param name="Headers">One line a type, outermost first, the class itself last: <c>partial record Outer</c>.</param>
/// <param name="CanBeExtended">Whether a further part may be written at all; what hinders is among the findings.</param>
/// <param name="Inheritance">Where the class stands among units.</param>
public sealed record DeclarationModel(
    string Namespace,
    EquatableArray<string> Headers,
    bool CanBeExtended,
    UnitInheritance Inheritance);

/// <summary>Where a class stands among units, which decides how its hooks are reached.</summary>
[Flags]
public enum UnitInheritance
{
    /// <summary>Sealed, and no base class is a unit.</summary>
    None,

    /// <summary>Units may derive from it.</summary>
    Open = 1,

    /// <summary>A base class is a unit.</summary>
    Derived = 2,
}
