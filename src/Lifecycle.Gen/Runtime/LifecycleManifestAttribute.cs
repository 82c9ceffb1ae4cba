using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// What an assembly offers to those who reference it: its units and extensions, for their generator. Written by generated code, never by hand;
/// nothing reads it at run time.
/// </summary>
/// <param name="format">The format of the text.</param>
/// <param name="units">The text.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LifecycleManifestAttribute(int format, string units) : Attribute
{
    /// <summary>The format of the text. A generator that does not know it says so.</summary>
    public int Format { get; } = format;

    /// <summary>The text.</summary>
    public string Units { get; } = units;
}
