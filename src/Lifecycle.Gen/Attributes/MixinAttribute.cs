namespace Lifecycle;

/// <summary>Puts the unit <typeparamref name="T"/>, and all that it needs, into a worker.</summary>
/// <typeparam name="T">A unit.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MixinAttribute<T> : Attribute
    where T : class;
