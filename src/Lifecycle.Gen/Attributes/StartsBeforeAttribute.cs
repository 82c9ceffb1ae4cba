namespace Lifecycle;

/// <summary>
/// Starts the unit before <typeparamref name="T"/> and stops it after: the reverse of <see cref="DependsOnAttribute{T}"/>, but no worker includes
/// <typeparamref name="T"/> because of it.
/// </summary>
/// <typeparam name="T">A unit, or a type that exactly one unit provides.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StartsBeforeAttribute<T> : Attribute
    where T : class;
