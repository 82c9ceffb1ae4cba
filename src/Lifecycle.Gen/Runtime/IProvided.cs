using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// What stands in the place of a value that is there from the start of its unit on. A unit that is attached at run time asks for it, to know what it is
/// ordered after; see <see cref="IUnit.Needs"/>.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProvided<out T>
    where T : class;
