namespace Lifecycle;

/// <summary>
/// Marks a class as an extension of the extension points that it implements. It need not be a unit: then the worker makes it as it makes units, with
/// what its constructor asks for, and disposes it at the end, but it has no hooks.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExtensionAttribute : Attribute
{
    /// <summary>Extensions of a higher priority come first in lists; those of the same priority as they are declared. Default: 0.</summary>
    public int Priority { get; set; }
}
