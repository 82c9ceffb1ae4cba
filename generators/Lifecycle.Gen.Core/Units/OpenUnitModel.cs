using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>A generic class that is a unit: each closed type that is needed is one.</summary>
/// <param name="Arity">How many type parameters it has.</param>
/// <param name="Provides">The types by which it can be asked for: itself, and the contracts that determine all parameters; open names.</param>
public sealed record OpenUnitModel(int Arity, EquatableArray<string> Provides);
