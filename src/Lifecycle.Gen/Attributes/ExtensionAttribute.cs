namespace Lifecycle;

/// <summary>
/// Marks a class as an extension of the extension points that it implements. It may be a unit as well; if it is not, the worker constructs it like a
/// unit, with its dependencies, and disposes it at the end, and it has no hooks.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExtensionAttribute : Attribute
{
    /// <summary>Extensions with a higher priority come first in lists; those with the same priority come in order of declaration. Default: 0.</summary>
    public int Priority { get; set; }
}
