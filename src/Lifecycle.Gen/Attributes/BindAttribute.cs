namespace Lifecycle;

/// <summary>
/// Selects the unit that provides <typeparamref name="TContract"/> in a worker, where several units could provide it or another one should.
/// </summary>
/// <typeparam name="TContract">The type that constructors take.</typeparam>
/// <typeparam name="TUnit">The unit that they receive.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BindAttribute<TContract, TUnit> : Attribute
    where TContract : class
    where TUnit : class, TContract;
