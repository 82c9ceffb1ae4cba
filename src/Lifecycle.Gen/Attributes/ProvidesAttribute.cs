namespace Lifecycle;

/// <summary>
/// Provides a value that is no unit: a property or method of a unit or worker, or a static method of any class. The type of the member becomes a
/// contract: a unit that takes it starts after the unit that provides it, and a worker in which a unit takes it has that unit.
/// </summary>
/// <remarks>
/// A property is read, and a method called, once for each set of instances, when the value is constructed in the order of dependencies; the parameters of
/// a method are dependencies and inputs like those of a constructor. What a unit or worker provides is theirs, and the worker does not dispose it; what a
/// static method makes is the worker's, which disposes it in its turn (<see cref="IAsyncDisposable"/>, else <see cref="IDisposable"/>).
/// A property with a setter, one with <see cref="AtStartup"/> and a method that returns a task are there from the start of the unit on: their values are
/// taken as <c>Func&lt;T&gt;</c> or <c>Lazy&lt;T&gt;</c>, or as a parameter of a hook.
/// Such a property is read at each access; such a method is called once a start.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class ProvidesAttribute : Attribute
{
    /// <summary>
    /// Whether an <see cref="OnStartupAttribute"/> hook of the unit makes what the property returns. Default: <see langword="false"/>; a property with a
    /// setter is taken to be one of these without saying so.
    /// </summary>
    public bool AtStartup { get; set; }
}
