using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Units;

/// <summary>The unit that a caller means: by its type and the name of an instance, <see langword="null"/> for the only one, or by its id.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct UnitReference
{
    /// <summary><see langword="null"/> where the id is given.</summary>
    public readonly Type? Type;

    public readonly string? Instance;

    /// <summary><see langword="null"/> where the type is given.</summary>
    public readonly string? Id;

    public UnitReference(Type type, string? instance) => (Type, Instance) = (type, instance);

    public UnitReference(string id) => Id = id;

    /// <inheritdoc cref="UnitTable.FindLocked(string, out int)"/>
    public UnitStateException? FindLocked(UnitTable units, out int found) =>
        Id is null ? units.FindLocked(Type!, Instance, out found) : units.FindLocked(Id, out found);

    public override string ToString() => Id ?? Type!.ToString();
}
