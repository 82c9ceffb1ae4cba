namespace Lifecycle;

/// <summary>
/// Gives the decorator <typeparamref name="TUnit"/> to all that take <typeparamref name="TContract"/> in a worker, and to <typeparamref name="TUnit"/> itself
/// what they would have received without this attribute. Several of one contract wrap each other in the order in which they are written, the outermost last.
/// </summary>
/// <remarks>A <see cref="BindAttribute{TContract, TUnit}"/> of the contract then says what the innermost decorator receives. Lists are not affected.</remarks>
/// <typeparam name="TContract">The type that constructors take.</typeparam>
/// <typeparam name="TUnit">The unit that provides it, and takes it in its constructor.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DecorateAttribute<TContract, TUnit> : Attribute
    where TContract : class
    where TUnit : class, TContract;
