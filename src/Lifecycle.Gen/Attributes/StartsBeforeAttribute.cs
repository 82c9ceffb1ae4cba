namespace Lifecycle;

/// <summary>Starts the unit before <typeparamref name="T"/> and stops it after: <see cref="DependsOnAttribute{T}"/> seen from the other end.</summary>
/// <typeparam name="T">A unit, or a type that exactly one unit provides.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StartsBeforeAttribute<T> : Attribute
    where T : class;
