using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <content>Extensions of the worker's extension points; without any, nothing here is ever called.</content>
public abstract partial class LifecycleWorker
{
    /// <summary>
    /// The extensions of a point, highest priority first, then in the order of declaration. The list is live: it is empty while the units do not exist,
    /// and extensions of attached units come and go. An enumeration sees one state of it.
    /// </summary>
    /// <typeparam name="T">The extension point, see <see cref="ExtensionPointAttribute"/>.</typeparam>
    public IReadOnlyList<T> Extensions<T>()
        where T : class => _engine.Extensions.ListOf<T>();

    /// <summary>The extension of a point that has the highest priority; of several, the one declared first.</summary>
    /// <typeparam name="T">The extension point, see <see cref="ExtensionPointAttribute"/>.</typeparam>
    /// <exception cref="UnitStateException">There is none, or the units do not exist yet.</exception>
    public T Extension<T>()
        where T : class => _engine.Extensions.ListOf<T>().First ?? throw Failure.NoExtension(Plan.Worker, typeof(T));

    /// <summary>Used by generated code: enters an extension as soon as it exists.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="priority">See <see cref="ExtensionAttribute.Priority"/>.</param>
    /// <param name="place">Its place in the order of declaration.</param>
    /// <returns>The extension.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TExtension Extend<TExtension>(TExtension extension, int priority, int place)
        where TExtension : class
    {
        _engine.Extensions.Add(extension, priority, place);
        return extension;
    }

    /// <summary>Used by generated code: an extension that is no unit, as the engine keeps and disposes it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected IUnit AsUnit(int slot, object extension) => new ExtensionUnit(Plan, slot, extension);
}
