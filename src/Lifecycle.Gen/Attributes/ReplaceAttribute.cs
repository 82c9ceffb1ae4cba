namespace Lifecycle;

/// <summary>
/// Puts the unit <typeparamref name="TReplacement"/> in the place of <typeparamref name="TUnit"/> in a worker, which then neither constructs nor starts the
/// latter: wherever it would have received that one, it receives the replacement. For tests that run a whole program with one unit of their own.
/// </summary>
/// <remarks>
/// Where a constructor takes <typeparamref name="TUnit"/> itself, the replacement must derive from it; where constructors take a contract, it must implement
/// that contract. What the worker then cannot give is a compile-time error.
/// </remarks>
/// <typeparam name="TUnit">The unit that the worker would have.</typeparam>
/// <typeparam name="TReplacement">The unit that it has instead.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReplaceAttribute<TUnit, TReplacement> : Attribute
    where TUnit : class
    where TReplacement : class;
