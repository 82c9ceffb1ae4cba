using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>A class as an extension.</summary>
/// <param name="Priority">Higher ones come first in lists.</param>
/// <param name="Points">The keys of the extension points that it implements; ordinal order.</param>
public sealed record ExtensionModel(int Priority, EquatableArray<string> Points);
