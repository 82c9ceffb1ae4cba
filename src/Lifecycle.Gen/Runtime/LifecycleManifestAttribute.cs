using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// The units and extensions that an assembly offers to the generator of referencing projects. Written by generated code, never by hand;
/// nothing reads it at run time.
/// </summary>
/// <param name="format">The format of the text.</param>
/// <param name="units">The text.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LifecycleManifestAttribute(int format, string units) : Attribute
{
    /// <summary>The format of the text. A generator reports a format that it does not know (LCG6001).</summary>
    public int Format { get; } = format;

    /// <summary>The text.</summary>
    public string Units { get; } = units;
}
