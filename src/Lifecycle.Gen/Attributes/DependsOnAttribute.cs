namespace Lifecycle;

/// <summary>
/// Starts the unit after <typeparamref name="T"/> and stops it before, without a constructor parameter. A worker with the unit includes
/// <typeparamref name="T"/>.
/// </summary>
/// <typeparam name="T">A unit, or a type that exactly one unit provides.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DependsOnAttribute<T> : Attribute
    where T : class;
