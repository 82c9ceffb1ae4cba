namespace Lifecycle;

/// <summary>
/// Leaves the unit <typeparamref name="T"/> out of a worker: optional parameters receive <see langword="null"/>, lists omit it, and orderings on it have no
/// effect. A unit that requires it is a compile-time error.
/// </summary>
/// <typeparam name="T">The unit that the worker would have.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class WithoutAttribute<T> : Attribute
    where T : class;
