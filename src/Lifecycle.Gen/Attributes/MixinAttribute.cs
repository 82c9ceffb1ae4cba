namespace Lifecycle;

/// <summary>
/// Adds the unit <typeparamref name="T"/> and the units that it requires to a worker. A worker with this attribute consists only of such units.
/// </summary>
/// <typeparam name="T">A unit.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MixinAttribute<T> : Attribute
    where T : class;
