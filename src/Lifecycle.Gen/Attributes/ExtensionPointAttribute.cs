namespace Lifecycle;

/// <summary>
/// Marks an interface or abstract class that extensions implement. Whoever takes <see cref="IReadOnlyList{T}"/> of it gets all of them, highest
/// <see cref="ExtensionAttribute.Priority"/> first, and sees those of attached units come and go; <see cref="LifecycleWorker.Extensions{T}"/> gives the same list.
/// </summary>
/// <remarks>The idea comes from pyfly.plugins; there extensions are found at run time, here at compile time.</remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class ExtensionPointAttribute : Attribute;
