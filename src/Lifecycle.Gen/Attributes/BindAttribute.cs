namespace Lifecycle;

/// <summary>Says which unit a worker uses where <typeparamref name="TContract"/> is wanted, when several could or another should.</summary>
/// <typeparam name="TContract">The type that units ask for.</typeparam>
/// <typeparam name="TUnit">The unit that is given to them.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BindAttribute<TContract, TUnit> : Attribute
    where TContract : class
    where TUnit : class, TContract;
