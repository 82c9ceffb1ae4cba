namespace Lifecycle;

/// <summary>
/// Marks an interface or abstract class that extensions implement. A constructor parameter of type <see cref="IReadOnlyList{T}"/> of it receives all of
/// them, highest <see cref="ExtensionAttribute.Priority"/> first. The list is live: it gains and loses the extensions of attached units.
/// <see cref="LifecycleWorker.Extensions{T}"/> returns the same list.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, Inherited = false)]
public sealed class ExtensionPointAttribute : Attribute;
