using System.ComponentModel;

namespace Lifecycle.Hosting;

/// <summary>
/// A disposable unit that a container can hold without disposing it, because only its worker does that. Implemented by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOwnedUnit;
